import { command, defineTrait } from '../define-trait.js';
import { clamp } from '../relative-change.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface Opening {
  readonly openPercent: number;
  readonly openDirection?: string;
}

interface Relative {
  readonly openRelativePercent: number;
  readonly openDirection?: string;
}

const CLOSED = 0;
const FULL = 100;

/** A door, blind, valve or the like. One that opens in several directions tells how far it is open in each. */
export const openClose = defineTrait({
  name: 'OpenClose',
  initialState: (attributes) =>
    directionsOf(attributes).length > 1
      ? { openState: directionsOf(attributes).map((openDirection) => ({ openPercent: CLOSED, openDirection })) }
      : { openPercent: CLOSED },
  commands: [
    command<Opening>({
      name: 'OpenClose',
      takesTime: true,
      isSensitive: ({ openPercent }) => openPercent > CLOSED,
      reduce: open,
    }),
    command<Relative>({
      name: 'OpenCloseRelative',
      takesTime: true,
      isSensitive: ({ openRelativePercent }) => openRelativePercent > 0,
      reduce: ({ openRelativePercent, openDirection }, context) => {
        const percent = clamp(percentOf(openDirection, context) + openRelativePercent, CLOSED, FULL);
        return open({ openPercent: percent, ...(openDirection === undefined ? {} : { openDirection }) }, context);
      },
    }),
  ],
});

function directionsOf(attributes: Attributes): readonly string[] {
  return (attributes as { openDirection?: readonly string[] }).openDirection ?? [];
}

function percentOf(wanted: string | undefined, { attributes, state }: CommandContext): number {
  const openings = state.openState as readonly Opening[] | undefined;
  if (openings) {
    const direction = wanted ?? directionsOf(attributes)[0];
    return openings.find(({ openDirection }) => openDirection === direction)?.openPercent ?? CLOSED;
  }
  return typeof state.openPercent === 'number' ? state.openPercent : CLOSED;
}

function open({ openPercent, openDirection }: Opening, context: CommandContext): TraitState {
  const { attributes, state } = context;
  const directions = directionsOf(attributes);
  if (openDirection !== undefined && !directions.includes(openDirection)) {
    throw new CommandRefused('notSupported');
  }
  if (attributes.discreteOnlyOpenClose === true && openPercent !== CLOSED && openPercent !== FULL) {
    throw new CommandRefused('discreteOnlyOpenClose');
  }
  if (state.isJammed === true) {
    throw new CommandRefused('deviceJammingDetected');
  }
  if (state.isLocked === true && openPercent > percentOf(openDirection, context)) {
    throw new CommandRefused('lockedState');
  }
  return directions.length > 1
    ? { openState: inDirections(directions, openDirection ?? directions[0], openPercent), openPercent: undefined }
    : { openPercent, openState: undefined };
}

/** What is open in one direction is closed in the others. */
function inDirections(directions: readonly string[], wanted: string | undefined, openPercent: number): Opening[] {
  return directions.map((openDirection) => ({
    openPercent: openDirection === wanted ? openPercent : CLOSED,
    openDirection,
  }));
}
