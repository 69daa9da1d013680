import { command, defineTrait } from '../define-trait.js';
import { clamp, stepOfWeight } from '../relative-change.js';
import type { CommandContext } from '../trait.js';

const FULL = 100;

interface Relative {
  readonly brightnessRelativePercent?: number;
  readonly brightnessRelativeWeight?: number;
}

/** A light that can be dimmed, in percent. */
export const brightness = defineTrait({
  name: 'Brightness',
  initialState: () => ({ brightness: FULL }),
  commands: [
    command<{ brightness: number }>({
      name: 'BrightnessAbsolute',
      reduce: ({ brightness: percent }) => ({ brightness: percent }),
    }),
    command({ name: 'BrightnessRelative', reduce: dim }),
  ],
});

function dim({ brightnessRelativePercent, brightnessRelativeWeight = 0 }: Relative, { state }: CommandContext) {
  const current = typeof state.brightness === 'number' ? state.brightness : FULL;
  const step = brightnessRelativePercent ?? stepOfWeight(brightnessRelativeWeight, FULL);
  return { brightness: clamp(Math.round(current + step), 0, FULL) };
}
