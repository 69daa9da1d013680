import { command, defineTrait } from '../define-trait.js';
import { CommandRefused, type CommandContext, type TraitState } from '../trait.js';

/** A device with a battery or a tank, and perhaps a charger. */
export const energyStorage = defineTrait({
  name: 'EnergyStorage',
  initialState: ({ isRechargeable }) => ({
    descriptiveCapacityRemaining: 'FULL',
    ...(isRechargeable === true ? { isCharging: false } : {}),
  }),
  commands: [command({ name: 'Charge', reduce: charge })],
});

function charge({ charge: isCharging }: { charge: boolean }, { attributes, state }: CommandContext): TraitState {
  if (attributes.isRechargeable !== true) {
    throw new CommandRefused('functionNotSupported');
  }
  if (isCharging && state.isPluggedIn === false) {
    throw new CommandRefused('deviceUnplugged');
  }
  return { isCharging };
}
