import { text } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';

import { expect, it } from '@jest/globals';

import { refuseUpgrade } from './refuse-upgrade.js';

it.each([
  [401, 'Grüße', 'HTTP/1.1 401 Unauthorized', false],
  [404, 'There is no socket', 'HTTP/1.1 404 Not Found', false],
  [503, 'Connect again', 'HTTP/1.1 503 Service Unavailable', true],
])('A refused upgrade is a whole HTTP answer with status %d', async (status, message, statusLine, saysWhen) => {
  const socket = new PassThrough();
  refuseUpgrade(socket, status, message);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  expect(head.split('\r\n')[0]).toBe(statusLine);
  expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`);
  expect(head.includes('retry-after')).toBe(saysWhen);
  expect(JSON.parse(body)).toEqual({ status: 'error', message });
});
