import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import { asksForV2, readFrame, refOf } from './frame.js';

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

it.each([
  { type: 'join_channel', channel_id: 1, since: 4 },
  { type: 'send_message', client_id: 'a' },
  { type: 'anything', v: 2 },
  { type: 'ping' },
  { type: 'resume', channels: {} },
])('%j asks for version 2', (frame) => {
  expect(asksForV2(frame)).toBe(true);
});

it.each([{ type: 'join_channel', channel_id: 1 }, { type: 'heartbeat', status: 'online' }, { type: 'subscribe' }])(
  '%j does not ask for version 2',
  (frame) => {
    expect(asksForV2(frame)).toBe(false);
  },
);

it('An error names a frame by its client_id or its req, if that is a short text', () => {
  expect(refOf({ client_id: 'a', req: 'b' })).toBe('a');
  expect(refOf({ req: 'b' })).toBe('b');
  for (const odd of [undefined, null, 5, {}, { req: 5 }, { req: 'x'.repeat(65) }]) expect(refOf(odd)).toBeUndefined();
});
