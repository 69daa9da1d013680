import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { readFrame } from './frame.js';

it.each([
  ['{"type":"join_channel","channel_id":1}', { type: 'join_channel', channel_id: 1 }],
  ['{"type":""}', { type: '' }],
  ['{"type":"send_message","body":"Grüße ✓"}', { type: 'send_message', body: 'Grüße ✓' }],
])('%s is a frame', (text, frame) => {
  expect(readFrame(Buffer.from(text))).toEqual(frame);
});

it.each([
  '',
  ' ',
  '{',
  'hello',
  '5',
  '"join_channel"',
  'null',
  '[]',
  '[{"type":"a"}]',
  '{}',
  '{"type":5}',
  '{"type":null}',
])('%s is no frame', (text) => {
  expect(readFrame(Buffer.from(text))).toBeUndefined();
});

it('Whatever bytes a client sends, they are a frame or not, and never a fault', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        const frame = readFrame(Buffer.from(bytes));
        expect(['undefined', 'string']).toContain(typeof frame?.type);
      },
    ),
  );
});
