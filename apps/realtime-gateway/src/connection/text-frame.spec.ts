import { once } from 'node:events';
import type { Writable } from 'node:stream';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as ws from 'ws';

import { textFrame } from './text-frame.js';

/** How `ws` reads a server's frames; exported, but missing in its types. */
const { Receiver } = ws as unknown as { Receiver: new (options: { isServer: boolean }) => Writable };

describe('textFrame', () => {
  it.each([0, 1, 125, 126, 127, 65_535, 65_536, 100_000])(
    'is what a client reads as a text of %d bytes',
    async (length) => {
      await expectRead('x'.repeat(length));
    },
  );

  it('carries any text', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), (text) => expectRead(text.toWellFormed())));
  });
});

async function expectRead(text: string): Promise<void> {
  const receiver = new Receiver({ isServer: false });
  const message = once(receiver, 'message');
  receiver.write(textFrame(text));
  const [data, isBinary] = (await message) as [Buffer, boolean];
  expect([data.toString(), isBinary]).toEqual([text, false]);
}
