import { command, defineTrait } from '../define-trait.js';

/** A device whose software can be brought up to date. */
export const softwareUpdate = defineTrait({
  name: 'SoftwareUpdate',
  initialState: () => ({ lastSoftwareUpdateUnixTimestampSec: 0 }),
  commands: [
    command({
      name: 'SoftwareUpdate',
      takesTime: true,
      reduce: (_: unknown, { now }) => ({ lastSoftwareUpdateUnixTimestampSec: Math.round(now.getTime() / 1000) }),
    }),
  ],
});
