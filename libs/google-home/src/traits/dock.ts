import { command, defineTrait } from '../define-trait.js';

/** A device that can go back to its dock. */
export const dock = defineTrait({
  name: 'Dock',
  initialState: () => ({ isDocked: true }),
  commands: [command({ name: 'Dock', takesTime: true, reduce: () => ({ isDocked: true }) })],
});
