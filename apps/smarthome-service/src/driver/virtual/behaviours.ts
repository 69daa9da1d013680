import type { Behaviour } from './behaviour.js';
import { coverBehaviour } from './cover.js';
import { lockBehaviour } from './lock.js';
import { thermostatBehaviour } from './thermostat.js';
import { timerBehaviour } from './timer.js';

const ALL: readonly Behaviour[] = [lockBehaviour, coverBehaviour, thermostatBehaviour, timerBehaviour];
const PREFIX = 'action.devices.commands.';

/** The behaviour that a command starts; undefined for one that is done at once. */
export function behaviourOf(command: string): Behaviour | undefined {
  return ALL.find(({ commands }) => commands.some((name) => `${PREFIX}${name}` === command));
}

/** A behaviour by its name in the database. */
export function behaviourOfKind(kind: string): Behaviour | undefined {
  return ALL.find((behaviour) => behaviour.kind === kind);
}
