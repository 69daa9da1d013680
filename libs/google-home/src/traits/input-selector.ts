import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

/** A device with several inputs, such as a television. */
export const inputSelector = defineTrait({
  name: 'InputSelector',
  initialState: (attributes) => ({ currentInput: inputsOf(attributes)[0] ?? '' }),
  commands: [
    command({ name: 'SetInput', reduce: set }),
    command({ name: 'NextInput', reduce: (_: unknown, context) => move(1, context) }),
    command({ name: 'PreviousInput', reduce: (_: unknown, context) => move(-1, context) }),
  ],
});

function inputsOf(attributes: Attributes): string[] {
  return (attributes as { availableInputs: { key: string }[] }).availableInputs.map(({ key }) => key);
}

function set({ newInput }: { newInput: string }, { attributes }: CommandContext): TraitState {
  if (!inputsOf(attributes).includes(newInput)) {
    throw new CommandRefused('unsupportedInput');
  }
  return { currentInput: newInput };
}

/** After the last input comes the first. */
function move(step: 1 | -1, { attributes, state }: CommandContext): TraitState {
  if (attributes.orderedInputs !== true) {
    throw new CommandRefused('functionNotSupported');
  }
  const inputs = inputsOf(attributes);
  const at = inputs.findIndex((key) => key === state.currentInput);
  const next = inputs.at((at + step) % inputs.length);
  if (next === undefined) {
    throw new CommandRefused('unsupportedInput');
  }
  return { currentInput: next };
}
