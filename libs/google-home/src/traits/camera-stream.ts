import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type CommandContext, type TraitState } from '../trait.js';

interface Params {
  readonly SupportedStreamProtocols: readonly string[];
}

/** What a camera keeps in its state and shows only to who asks for a stream. */
interface Stream {
  readonly protocol: string;
  readonly url: string;
}

/** A camera. Its driver keeps `cameraStreams: [{ protocol, url }]` in the state, which is never reported. */
export const cameraStream = defineTrait({
  name: 'CameraStream',
  commands: [command<Params>({ name: 'GetCameraStream', reduce: () => ({}), results: streamFor })],
});

function streamFor({ SupportedStreamProtocols: playable }: Params, { state }: CommandContext): TraitState {
  const streams = (state.cameraStreams ?? []) as readonly Stream[];
  const stream = streams.find(({ protocol }) => playable.includes(protocol));
  if (!stream) {
    throw new CommandRefused(streams.length === 0 ? 'streamUnavailable' : 'streamUnplayable');
  }
  const address = stream.protocol === 'webrtc' ? 'cameraStreamSignalingUrl' : 'cameraStreamAccessUrl';
  return { cameraStreamProtocol: stream.protocol, [address]: stream.url };
}
