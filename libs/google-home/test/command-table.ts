import { describe, expect, it } from '@jest/globals';

import {
  checkReportedState,
  CommandRefused,
  initialStateOf,
  mergeState,
  reduceCommand,
  type Attributes,
  type Trait,
  type TraitState,
} from '../src/index.js';

/** A command, its parameters, what it changes or the code that refuses it, and the state before beside the first. */
export type Row = readonly [command: string, params: unknown, outcome: TraitState | string, before?: TraitState];

export const NOW = new Date('2026-03-01T12:00:00Z');
export const NOW_S = NOW.getTime() / 1000;

/** What a device with one trait makes of good and bad commands. */
export function commandTable(trait: Trait, attributes: Attributes, rows: readonly Row[]): void {
  describe(trait.name, () => {
    it('takes these attributes', () => {
      expect(trait.checkAttributes(attributes)).toBeUndefined();
    });

    it.each(rows)('%s %j: %j', (command, params, outcome, before = {}) => {
      const state = mergeState(initialStateOf([trait.name], attributes), before);
      const run = () =>
        reduceCommand(`action.devices.commands.${command}`, params, [trait.name], { attributes, state, now: NOW });
      if (typeof outcome === 'string') {
        expect(run).toThrow(new CommandRefused(outcome));
        return;
      }
      const { patch, results } = run();
      expect({ ...patch, ...results }).toEqual(outcome);
      expect(checkReportedState({ traits: [trait.name], attributes, state: mergeState(state, patch) })).toBeUndefined();
    });
  });
}
