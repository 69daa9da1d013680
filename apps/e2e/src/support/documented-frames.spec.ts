import { describe, expect, it } from '@jest/globals';

import { DocumentedFrames } from './documented-frames.js';

const payload = {
  type: 'object',
  properties: { type: { const: 'pong' }, t: { type: 'number' } },
  required: ['type', 't'],
};
const messages = { suite_pong: { name: 'pong', payload }, client_ping: { name: 'ping', payload } };
const frames = new DocumentedFrames({ channels: { ws_chat: { address: '/ws/chat/', messages } } });

function faults(frame: object): string[] {
  return frames.faultsOf('/ws/chat/', { frames: [frame], texts: [JSON.stringify(frame)] });
}

describe('frames', () => {
  it('are as documented', () => {
    expect(faults({ type: 'pong', t: 1 })).toEqual([]);
  });

  it.each([
    ['of an unknown type', { type: 'gong' }, 'not documented there'],
    ['that only clients send', { type: 'ping', t: 1 }, 'not documented there'],
    ['with more fields', { type: 'pong', t: 1, u: 2 }, 'undocumented fields: u'],
    ['without a field', { type: 'pong' }, 'required'],
    ['with a field of another type', { type: 'pong', t: '1' }, 'must be number'],
  ])('%s are noticed', (_what, frame, sentence) => {
    expect(faults(frame)).toEqual([expect.stringContaining(sentence)]);
  });
});
