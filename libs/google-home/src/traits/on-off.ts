import { command, defineTrait } from '../define-trait.js';

/** A device that can be switched on and off. */
export const onOff = defineTrait({
  name: 'OnOff',
  initialState: () => ({ on: false }),
  commands: [command<{ on: boolean }>({ name: 'OnOff', reduce: ({ on }) => ({ on }) })],
});
