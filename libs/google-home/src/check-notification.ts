import { COMMANDS, TRAITS } from './catalog.js';
import { hasSchema, propertiesOf, readSchema } from './schema/schema-file.js';
import { validatorOf, type Validator } from './schema/validator.js';
import { within } from './schema/within.js';
import type { TraitState } from './trait.js';

const UNKNOWN = 'Google knows no such notification';

const validators = new Map<string, Validator>();

/**
 * What is wrong with the notification that follows a command, `{ <Trait>: { priority, followUpResponse } }`, or undefined.
 * Few commands are followed by one.
 */
export function checkFollowUp(command: string, notification: unknown): string | undefined {
  const trait = COMMANDS.get(command)?.trait.name;
  if (trait === undefined) return UNKNOWN;
  return check(`traits/${lastOf(trait)}/${lastOf(command)}.followup.schema.json`, notification);
}

/** Those of a command's states that the notification which follows it tells; none where none follows. */
export function followUpStates(command: string, states: TraitState): TraitState {
  const trait = COMMANDS.get(command)?.trait.name ?? '';
  const path = `traits/${lastOf(trait)}/${lastOf(command)}.followup.schema.json`;
  if (!hasSchema(path)) return {};
  const name = trait.slice(trait.lastIndexOf('.') + 1);
  const known = propertiesOf(within(readSchema(path), 'properties', name, 'properties', 'followUpResponse'));
  return Object.fromEntries(Object.entries(states).filter(([key]) => known.includes(key)));
}

/** What is wrong with a notification that a trait sends by itself, `{ <Trait>: { priority, … } }`, or undefined. */
export function checkNotification(trait: string, notification: unknown): string | undefined {
  if (!TRAITS.has(trait)) return UNKNOWN;
  return check(`traits/${lastOf(trait)}/${lastOf(trait)}.notifications.schema.json`, notification);
}

function check(path: string, notification: unknown): string | undefined {
  let validate = validators.get(path);
  if (!validate) {
    if (!hasSchema(path)) return UNKNOWN;
    validators.set(path, (validate = validatorOf(path)));
  }
  return validate(notification);
}

/** The last part of a name such as `action.devices.traits.OnOff`, as Google's files spell it. */
function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
