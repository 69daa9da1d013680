import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type CommandContext, type TraitState } from '../trait.js';

/** A media player that can be told to pause, to go on, and the like. What it plays is told by MediaState. */
export const transportControl = defineTrait({
  name: 'TransportControl',
  commands: [
    control('mediaNext', 'NEXT'),
    control('mediaPrevious', 'PREVIOUS'),
    control('mediaPause', 'PAUSE', 'PAUSED'),
    control('mediaResume', 'RESUME', 'PLAYING'),
    control('mediaStop', 'STOP', 'STOPPED'),
    control('mediaShuffle', 'SHUFFLE'),
    control('mediaRepeatMode', 'SET_REPEAT'),
    control('mediaSeekRelative', 'SEEK_RELATIVE'),
    control('mediaSeekToPosition', 'SEEK_TO_POSITION'),
    control('mediaClosedCaptioningOn', 'CAPTION_CONTROL'),
    control('mediaClosedCaptioningOff', 'CAPTION_CONTROL'),
  ],
});

function control(name: string, ability: string, playbackState?: string) {
  return command({
    name,
    reduce: (_: unknown, { attributes, state }: CommandContext): TraitState => {
      const { transportControlSupportedCommands: abilities } = attributes as {
        transportControlSupportedCommands: readonly string[];
      };
      if (!abilities.includes(ability)) {
        throw new CommandRefused('functionNotSupported');
      }
      return playbackState !== undefined && 'playbackState' in state ? { playbackState } : {};
    },
  });
}
