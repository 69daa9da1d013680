import { hasSchema, propertiesOf, readSchema } from './schema/schema-file.js';
import { validatorOf, type Validator } from './schema/validator.js';
import type { Attributes, CommandContext, Trait, TraitCommand, TraitState } from './trait.js';

/** What a command of a trait does; its parameters are validated by the schema of its name. */
export interface CommandRules<P> {
  /** The name without `action.devices.commands.` */
  readonly name: string;
  readonly reduce: (params: P, context: CommandContext) => TraitState;
  readonly results?: (params: P, context: CommandContext) => TraitState;
  readonly isSensitive?: (params: P) => boolean;
  readonly takesTime?: boolean;
}

/** What a trait adds to its schemas. */
export interface TraitRules {
  /** The name without `action.devices.traits.` */
  readonly name: string;
  readonly initialState?: (attributes: Attributes) => TraitState;
  /** What the schema of the attributes cannot say. Takes attributes that the schema lets pass. */
  readonly checkAttributes?: (attributes: Attributes) => string | undefined;
  /** What the schema of the states cannot say. Takes a state that the schema lets pass. */
  readonly checkState?: (state: TraitState, attributes: Attributes) => string | undefined;
  /** For a trait that is so whatever its attributes say. */
  readonly isQueryOnly?: boolean;
  readonly commands?: readonly ((folder: string) => TraitCommand)[];
}

const TRAIT = 'action.devices.traits.';
const COMMAND = 'action.devices.commands.';
const FINE: Validator = () => undefined;

/** One command of a trait. */
export function command<P>({ name, ...rules }: CommandRules<P>): (folder: string) => TraitCommand {
  return (folder) => ({
    ...rules,
    name: COMMAND + name,
    check: checkOfParams(folder, name.toLowerCase()),
    resultKeys: schemaOf(`${folder}/${name.toLowerCase()}.results.schema.json`).keys,
  });
}

/** A trait by its name, with Google's schemas of that name where there are any. */
export function defineTrait({ name, initialState, commands = [], ...rules }: TraitRules): Trait {
  const folder = `traits/${name.toLowerCase()}`;
  const attributes = schemaOf(`${folder}/${name.toLowerCase()}.attributes.schema.json`);
  const states = schemaOf(`${folder}/${name.toLowerCase()}.states.schema.json`);
  const [commandOnly, queryOnly] = [`commandOnly${name}`, `queryOnly${name}`];
  const isCommandOnly = (given: Attributes) => given[commandOnly] === true;
  return {
    name: TRAIT + name,
    attributeKeys: attributes.keys,
    stateKeys: states.keys,
    checkAttributes: (given) =>
      attributes.check(withBothFlags(name, attributes.keys, given)) ?? rules.checkAttributes?.(given),
    checkState: (state, given = {}) =>
      isCommandOnly(given) ? undefined : (states.check(state) ?? rules.checkState?.(state, given)),
    initialState: initialState ?? (() => ({})),
    isCommandOnly,
    isQueryOnly: (given) => rules.isQueryOnly === true || given[queryOnly] === true,
    commands: commands.map((build) => build(folder)),
  };
}

/**
 * Google's schemas take a missing `queryOnly…` for a true one as soon as its `commandOnly…` is told, and the other way
 * round, so what is meant is said.
 */
function withBothFlags(name: string, keys: readonly string[], attributes: Attributes): Attributes {
  const flags = [`commandOnly${name}`, `queryOnly${name}`];
  return flags.every((flag) => keys.includes(flag))
    ? { ...Object.fromEntries(flags.map((flag) => [flag, false])), ...attributes }
    : attributes;
}

function schemaOf(path: string): { keys: readonly string[]; check: Validator } {
  return hasSchema(path)
    ? { keys: propertiesOf(readSchema(path)), check: validatorOf(path) }
    : { keys: [], check: FINE };
}

/**
 * Google adds `followUpToken` to the commands of every device that may notify, also to those whose schema does not know
 * it; commands without parameters come without `params`.
 */
function checkOfParams(folder: string, name: string): Validator {
  const check = validatorOf(`${folder}/${name}.params.schema.json`);
  return (params = {}) => {
    const problem = check(params);
    if (problem === undefined || typeof params !== 'object' || params === null) {
      return problem;
    }
    const { followUpToken, ...rest } = params as { followUpToken?: unknown };
    return typeof followUpToken === 'string' && check(rest) === undefined ? undefined : problem;
  };
}
