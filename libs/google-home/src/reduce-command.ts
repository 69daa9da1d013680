import { COMMANDS } from './catalog.js';
import { CommandRefused, type CommandContext, type TraitState } from './trait.js';

export interface CommandEffect {
  /** The states that change, for `mergeState`. */
  readonly patch: TraitState;
  /** What the answer tells besides the state. */
  readonly results: TraitState;
}

/**
 * What a command does to a device that has these traits. Throws CommandRefused: `functionNotSupported` when none of the
 * traits takes it, `protocolError` when the parameters are not as the schema wants them, else what the trait refuses.
 */
export function reduceCommand(
  command: string,
  params: unknown,
  traits: readonly string[],
  context: CommandContext,
): CommandEffect {
  const known = COMMANDS.get(command);
  if (!known || !traits.includes(known.trait.name) || known.trait.isQueryOnly(context.attributes)) {
    throw new CommandRefused('functionNotSupported');
  }
  const given = (params ?? {}) as never;
  if (known.command.check(given) !== undefined) {
    throw new CommandRefused('protocolError');
  }
  return {
    patch: known.command.reduce(given, context),
    results: known.command.results?.(given, context) ?? {},
  };
}
