import { command, defineTrait } from '../define-trait.js';

/** A device that can make itself heard when it is searched for. */
export const locator = defineTrait({
  name: 'Locator',
  commands: [
    command<{ silence?: boolean }>({
      name: 'Locate',
      reduce: () => ({}),
      results: ({ silence }) => ({ generatedAlert: silence !== true }),
    }),
  ],
});
