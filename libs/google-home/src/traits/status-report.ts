import { defineTrait } from '../define-trait.js';

/** A device that tells its own errors and those of devices connected to it. */
export const statusReport = defineTrait({
  name: 'StatusReport',
  isQueryOnly: true,
  initialState: () => ({ currentStatusReport: [] }),
});
