import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

type Settings = Readonly<Record<string, boolean>>;

/** A device with named settings that are on or off. */
export const toggles = defineTrait({
  name: 'Toggles',
  initialState: (attributes) => ({
    currentToggleSettings: Object.fromEntries(togglesOf(attributes).map((name) => [name, false])),
  }),
  commands: [command({ name: 'SetToggles', reduce: set })],
});

function togglesOf(attributes: Attributes): string[] {
  return (attributes as { availableToggles: { name: string }[] }).availableToggles.map(({ name }) => name);
}

function set({ updateToggleSettings }: { updateToggleSettings: Settings }, context: CommandContext): TraitState {
  const available = togglesOf(context.attributes);
  if (!Object.keys(updateToggleSettings).every((name) => available.includes(name))) {
    throw new CommandRefused('notSupported');
  }
  return { currentToggleSettings: { ...(context.state.currentToggleSettings as Settings), ...updateToggleSettings } };
}
