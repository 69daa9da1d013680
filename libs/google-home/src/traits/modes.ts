import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

interface Mode {
  readonly name: string;
  readonly settings: readonly { readonly setting_name: string }[];
}

type Settings = Readonly<Record<string, string>>;

/** A device with settings that each have one of several values, such as the load of a washer. */
export const modes = defineTrait({
  name: 'Modes',
  initialState: (attributes) => ({
    currentModeSettings: Object.fromEntries(
      modesOf(attributes).map(({ name, settings }) => [name, settings[0]?.setting_name ?? '']),
    ),
  }),
  commands: [command({ name: 'SetModes', reduce: set })],
});

function modesOf(attributes: Attributes): readonly Mode[] {
  return (attributes as { availableModes: readonly Mode[] }).availableModes;
}

function set({ updateModeSettings }: { updateModeSettings: Settings }, context: CommandContext): TraitState {
  const available = modesOf(context.attributes);
  for (const [name, setting] of Object.entries(updateModeSettings)) {
    const mode = available.find((one) => one.name === name);
    if (!mode?.settings.some(({ setting_name }) => setting_name === setting)) {
      throw new CommandRefused('notSupported');
    }
  }
  return { currentModeSettings: { ...(context.state.currentModeSettings as Settings), ...updateModeSettings } };
}
