import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface SpeedTest {
  readonly testDownloadSpeed: boolean;
  readonly testUploadSpeed: boolean;
}

/** A router. Its driver keeps `guestNetworkPassword` in the state, which is never reported. */
export const networkControl = defineTrait({
  name: 'NetworkControl',
  initialState: () => ({ networkEnabled: true }),
  commands: [
    command({ name: 'EnableDisableGuestNetwork', reduce: switchGuestNetwork }),
    command({ name: 'EnableDisableNetworkProfile', reduce: switchProfile }),
    command({ name: 'GetGuestNetworkPassword', isSensitive: () => true, reduce: () => ({}), results: guestPassword }),
    command({ name: 'TestNetworkSpeed', takesTime: true, reduce: testSpeed }),
  ],
});

function demand(attributes: Attributes, ...flags: readonly string[]): void {
  if (!flags.every((flag) => attributes[flag] === true)) {
    throw new CommandRefused('functionNotSupported');
  }
}

function switchGuestNetwork({ enable }: { enable: boolean }, { attributes }: CommandContext): TraitState {
  demand(attributes, enable ? 'supportsEnablingGuestNetwork' : 'supportsDisablingGuestNetwork');
  return { guestNetworkEnabled: enable };
}

function switchProfile(
  { profile, enable }: { profile: string; enable: boolean },
  { attributes }: CommandContext,
): TraitState {
  demand(attributes, enable ? 'supportsEnablingNetworkProfile' : 'supportsDisablingNetworkProfile');
  if (!(attributes as { networkProfiles?: readonly string[] }).networkProfiles?.includes(profile)) {
    throw new CommandRefused('networkProfileNotRecognized');
  }
  return {};
}

function guestPassword(_: unknown, { attributes, state }: CommandContext): TraitState {
  demand(attributes, 'supportsGettingGuestNetworkPassword');
  if (typeof state.guestNetworkPassword !== 'string') {
    throw new CommandRefused('deviceNotReady');
  }
  return { guestNetworkPassword: state.guestNetworkPassword };
}

function testSpeed({ testDownloadSpeed, testUploadSpeed }: SpeedTest, context: CommandContext): TraitState {
  demand(
    context.attributes,
    ...(testDownloadSpeed ? ['supportsNetworkDownloadSpeedTest'] : []),
    ...(testUploadSpeed ? ['supportsNetworkUploadSpeedTest'] : []),
  );
  if (context.state.networkSpeedTestInProgress === true) {
    throw new CommandRefused('networkSpeedTestInProgress');
  }
  return { networkSpeedTestInProgress: true };
}
