import { defineTrait } from '../define-trait.js';
import type { Attributes, TraitState } from '../trait.js';

interface Sensor {
  readonly name: string;
  readonly descriptiveCapabilities?: { readonly availableStates: readonly string[] };
  readonly numericCapabilities?: object;
}

/** A device with one or several sensors, such as one of smoke. */
export const sensorState = defineTrait({
  name: 'SensorState',
  isQueryOnly: true,
  initialState: (attributes) => ({ currentSensorStateData: sensorsOf(attributes).map(initialReading) }),
  checkState(state, attributes) {
    const known = sensorsOf(attributes);
    const readings = state.currentSensorStateData as readonly { name: string }[];
    const stranger = readings.find((reading) => known.length > 0 && !known.some(({ name }) => name === reading.name));
    return stranger && `${stranger.name} is not among sensorStatesSupported`;
  },
});

function sensorsOf(attributes: Attributes): readonly Sensor[] {
  return (attributes as { sensorStatesSupported?: readonly Sensor[] }).sensorStatesSupported ?? [];
}

function initialReading({ name, descriptiveCapabilities, numericCapabilities }: Sensor): TraitState {
  const states = descriptiveCapabilities?.availableStates ?? [];
  const first = states.includes('unknown') ? 'unknown' : states[0];
  return {
    name,
    ...(first === undefined ? {} : { currentSensorState: first }),
    ...(numericCapabilities ? { rawValue: 0 } : {}),
  };
}
