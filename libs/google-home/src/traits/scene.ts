import { command, defineTrait } from '../define-trait.js';
import { CommandRefused } from '../trait.js';

/** A scene or routine. The trait has no state. */
export const scene = defineTrait({
  name: 'Scene',
  commands: [
    command<{ deactivate: boolean }>({
      name: 'ActivateScene',
      reduce: ({ deactivate }, { attributes }) => {
        if (deactivate && attributes.sceneReversible !== true) {
          throw new CommandRefused('functionNotSupported');
        }
        return {};
      },
    }),
  ],
});
