import { command, defineTrait } from '../define-trait.js';

/** A device that can be restarted. */
export const reboot = defineTrait({
  name: 'Reboot',
  commands: [command({ name: 'Reboot', takesTime: true, reduce: () => ({}) })],
});
