import type { Trait, TraitCommand } from './trait.js';
import { ALL_TRAITS } from './traits/index.js';

/** Every trait by its name, such as `action.devices.traits.OnOff`. */
export const TRAITS: ReadonlyMap<string, Trait> = new Map(ALL_TRAITS.map((trait) => [trait.name, trait]));

/** Every command by its name, such as `action.devices.commands.OnOff`, with its trait. */
export const COMMANDS: ReadonlyMap<string, { readonly trait: Trait; readonly command: TraitCommand }> = new Map(
  ALL_TRAITS.flatMap((trait) => trait.commands.map((command) => [command.name, { trait, command }])),
);
