import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type CommandContext, type TraitState } from '../trait.js';

interface Wanted {
  readonly channelCode?: string;
  readonly channelNumber?: string;
}

/** A television that changes channels. The trait has no state. */
export const channel = defineTrait({
  name: 'Channel',
  commands: [
    command({ name: 'selectChannel', reduce: select }),
    command<{ relativeChannelChange: number }>({ name: 'relativeChannel', reduce: () => ({}) }),
    command({ name: 'returnChannel', reduce: () => ({}) }),
  ],
});

function select({ channelCode, channelNumber }: Wanted, { attributes }: CommandContext): TraitState {
  const { availableChannels } = attributes as { availableChannels: readonly { key: string; number?: string }[] };
  const isWanted = ({ key, number }: { key: string; number?: string }) =>
    channelCode === undefined ? number === channelNumber : key === channelCode;
  if (!availableChannels.some(isWanted)) {
    throw new CommandRefused('noAvailableChannel');
  }
  return {};
}
