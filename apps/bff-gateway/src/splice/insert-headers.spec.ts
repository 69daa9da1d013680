import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { insertHeaders } from './insert-headers.js';

const ANSWER = 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\nframes\r\nof bytes';

function passedOn(pieces: readonly Buffer[], lines: readonly string[]): string {
  const sent: Buffer[] = [];
  const pass = insertHeaders(lines, (bytes) => sent.push(Buffer.from(bytes)) > 0);
  for (const piece of pieces) pass(piece);
  return Buffer.concat(sent).toString('latin1');
}

describe('an answer that is passed on', () => {
  it('gets its header lines after the status line, however it was cut', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: ANSWER.length })), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), ANSWER.length];
        const pieces = edges.slice(1).map((edge, index) => Buffer.from(ANSWER.slice(edges[index], edge)));
        expect(passedOn(pieces, ['set-cookie: a=1', 'set-cookie: b=2'])).toBe(
          ANSWER.replace('\r\n', '\r\nset-cookie: a=1\r\nset-cookie: b=2\r\n'),
        );
      }),
    );
  });

  it('is as it was without any', () => {
    expect(passedOn([Buffer.from(ANSWER)], [])).toBe(ANSWER);
  });

  it('takes no line that would be two', () => {
    expect(() => insertHeaders(['a: b\r\nc: d'], () => true)).toThrow('line break');
  });
});
