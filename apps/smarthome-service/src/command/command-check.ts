import { COMMANDS, type Trait, type TraitCommand } from '@atrium/google-home';

import type { DeviceRecord } from '../device/device-record.js';

/** A command that a device understands, or Google's word for why it does not. */
export type CheckedCommand =
  { readonly trait: Trait; readonly command: TraitCommand } | { readonly errorCode: string; readonly detail?: string };

/** Finds a command among those of the device's traits, and validates its parameters. */
export function checkCommand({ traits, attributes }: DeviceRecord, name: string, params: object): CheckedCommand {
  const known = COMMANDS.get(name);
  if (!known || !traits.includes(known.trait.name)) return { errorCode: 'functionNotSupported' };
  if (known.trait.isQueryOnly(attributes)) return { errorCode: 'functionNotSupported' };
  const detail = known.command.check(params);
  if (detail === undefined) return known;
  // Ajv names a limit that was passed by these words.
  return { errorCode: /must be (>|<)/.test(detail) ? 'valueOutOfRange' : 'protocolError', detail };
}
