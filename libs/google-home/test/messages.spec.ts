import { describe, expect, it } from '@jest/globals';

import { checkLiveRequest, checkRequest, checkResponse, intentOf } from '../src/index.js';

const execute = (execution: object) => ({
  requestId: '854396028075340323',
  inputs: [
    { intent: 'action.devices.EXECUTE', payload: { commands: [{ devices: [{ id: '1' }], execution: [execution] }] } },
  ],
});
const ON = { command: 'action.devices.commands.OnOff', params: { on: true } };

describe('requests', () => {
  it('may have any request id, a context and a challenge', () => {
    const request = execute({ ...ON, challenge: { pin: '1234' } });
    expect(checkRequest('EXECUTE', request)).toBeUndefined();
    const context = { locale_country: 'US', locale_language: 'en' };
    const sync = { requestId: 'x', inputs: [{ intent: 'action.devices.SYNC', context }] };
    expect(checkRequest('SYNC', sync)).toBeUndefined();
  });

  it('of Google’s may have more fields than the schemas know', () => {
    const request = execute({ ...ON, deadline: 3 });
    expect(checkRequest('EXECUTE', request)).toMatch(/deadline/);
    expect(checkLiveRequest('EXECUTE', request)).toBeUndefined();
  });

  it.each([
    ['no devices', 'QUERY', { requestId: 'x', inputs: [{ intent: 'action.devices.QUERY', payload: {} }] }],
    ['no payload', 'EXECUTE', { requestId: 'x', inputs: [{ intent: 'action.devices.EXECUTE' }] }],
    ['no request id', 'SYNC', { inputs: [{ intent: 'action.devices.SYNC' }] }],
    [
      'a device without an id',
      'QUERY',
      { requestId: 'x', inputs: [{ intent: 'action.devices.QUERY', payload: { devices: [{}] } }] },
    ],
    ['a command without a name', 'EXECUTE', execute({ params: {} })],
  ] as const)('with %s are wrong', (_, intent, request) => {
    expect(checkLiveRequest(intent, request)).toBeDefined();
  });

  it('name one of four intents', () => {
    expect(intentOf('action.devices.SYNC')).toBe('SYNC');
    expect([intentOf('action.devices.DANCE'), intentOf('SYNC'), intentOf(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('answers', () => {
  it.each([
    ['SYNC', { requestId: 'x', payload: { errorCode: 'unknownError', status: 'ERROR' } }],
    [
      'EXECUTE',
      {
        requestId: 'x',
        payload: {
          commands: [
            { ids: ['1'], status: 'ERROR', errorCode: 'challengeNeeded', challengeNeeded: { type: 'pinNeeded' } },
          ],
        },
      },
    ],
    ['QUERY', { requestId: 'x', payload: { devices: { 1: { online: true, status: 'SUCCESS', on: true } } } }],
    ['DISCONNECT', {}],
  ] as const)('of %s are fine', (intent, answer) => {
    expect(checkResponse(intent, answer)).toBeUndefined();
  });

  it.each([
    ['SYNC', { requestId: 'x', payload: { devices: [] } }],
    ['SYNC', { requestId: 'x', payload: { agentUserId: 'u', devices: [], errorCode: 'unknownError' } }],
    ['EXECUTE', { requestId: 'x', payload: { commands: [{ ids: ['1'] }] } }],
    ['QUERY', { requestId: 'x', payload: { devices: { 1: { on: true } } } }],
    ['DISCONNECT', { payload: {} }],
  ] as const)('of %s are wrong: %j', (intent, answer) => {
    expect(checkResponse(intent, answer)).toBeDefined();
  });
});
