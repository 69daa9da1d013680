import { expect, it } from '@jest/globals';

import { checkDevice, COMMANDS, TRAITS } from './index.js';

const LIGHT = 'action.devices.types.LIGHT';
const ON_OFF = 'action.devices.traits.OnOff';

it('a light that can be switched is fine', () => {
  expect(checkDevice({ type: LIGHT, traits: [ON_OFF], attributes: {} })).toEqual({});
  expect(checkDevice({ type: LIGHT, traits: [ON_OFF], attributes: { commandOnlyOnOff: true } })).toEqual({});
});

it.each([
  ['an unknown type', { type: 'action.devices.types.SUN', traits: [ON_OFF], attributes: {} }, ['type']],
  ['an unknown trait', { type: LIGHT, traits: [ON_OFF, 'action.devices.traits.Shine'], attributes: {} }, ['traits']],
  ['a trait twice', { type: LIGHT, traits: [ON_OFF, ON_OFF], attributes: {} }, ['traits']],
  ['no trait', { type: 'action.devices.types.REMOTECONTROL', traits: [], attributes: {} }, ['traits']],
  ['a missing trait', { type: LIGHT, traits: ['action.devices.traits.Brightness'], attributes: {} }, ['traits']],
  ['an attribute of another trait', { type: LIGHT, traits: [ON_OFF], attributes: { pausable: true } }, ['attributes']],
  ['a wrong attribute', { type: LIGHT, traits: [ON_OFF], attributes: { queryOnlyOnOff: 'yes' } }, ['attributes']],
  [
    'contradicting attributes',
    { type: LIGHT, traits: [ON_OFF], attributes: { queryOnlyOnOff: true, commandOnlyOnOff: true } },
    ['attributes'],
  ],
])('%s is named', (_, device, fields) => {
  expect(Object.keys(checkDevice(device))).toEqual(fields);
});

it('commands know their traits', () => {
  expect(COMMANDS.get('action.devices.commands.OnOff')?.trait).toBe(TRAITS.get(ON_OFF));
});
