import { defineTrait } from '../define-trait.js';

/** A sensor that tells whether somebody is there. */
export const occupancySensing = defineTrait({
  name: 'OccupancySensing',
  isQueryOnly: true,
  initialState: () => ({ occupancy: 'UNKNOWN_OCCUPANCY_STATE' }),
});
