import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type Attributes, type CommandContext, type TraitState } from '../trait.js';

/** A device with a temperature that is not a room's, such as an oven or a kettle. Always in degrees Celsius. */
export const temperatureControl = defineTrait({
  name: 'TemperatureControl',
  checkAttributes: (attributes) => {
    const { minThresholdCelsius, maxThresholdCelsius } = rangeOf(attributes);
    return minThresholdCelsius > maxThresholdCelsius ? 'minThresholdCelsius is above maxThresholdCelsius' : undefined;
  },
  initialState: (attributes) => {
    const { minThresholdCelsius } = rangeOf(attributes);
    return { temperatureSetpointCelsius: minThresholdCelsius, temperatureAmbientCelsius: minThresholdCelsius };
  },
  commands: [command({ name: 'SetTemperature', takesTime: true, reduce: set })],
});

function rangeOf(attributes: Attributes) {
  return (attributes as { temperatureRange: { minThresholdCelsius: number; maxThresholdCelsius: number } })
    .temperatureRange;
}

function set({ temperature }: { temperature: number }, { attributes }: CommandContext): TraitState {
  const { minThresholdCelsius, maxThresholdCelsius } = rangeOf(attributes);
  if (temperature < minThresholdCelsius || temperature > maxThresholdCelsius) {
    throw new CommandRefused('valueOutOfRange');
  }
  return { temperatureSetpointCelsius: temperature };
}
