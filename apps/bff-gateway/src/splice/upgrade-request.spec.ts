import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { upgradeRequest } from './upgrade-request.js';

const target = { path: '/ws/chat', token: undefined, query: '' };
const identity = { accessToken: 'a.b.c', requestId: 'request', via: 'gateway' };
const handshake = { 'sec-websocket-key': 'a2V5', 'sec-websocket-version': '13' };

describe('the handshake that is sent on', () => {
  it('names the caller and what the gateway needs of the client’s own', () => {
    expect(upgradeRequest({ ...target, query: 'a=1' }, 'realtime:8003', handshake, identity).split('\r\n')).toEqual([
      'GET /ws/chat?a=1 HTTP/1.1',
      'host: realtime:8003',
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-key: a2V5',
      'sec-websocket-version: 13',
      'authorization: Bearer a.b.c',
      'x-request-id: request',
      'atrium-via: gateway',
      '',
      '',
    ]);
  });

  it('asks for the client’s protocol', () => {
    const headers = { ...handshake, 'sec-websocket-protocol': 'chat' };
    expect(upgradeRequest(target, 'realtime', headers, identity)).toContain('\r\nsec-websocket-protocol: chat\r\n');
  });

  it('takes nothing else from the client: no identity, no cookie, no extension', () => {
    const headers = {
      ...handshake,
      authorization: 'Bearer forged',
      cookie: 'access_token=forged',
      'atrium-via': 'forged',
      'x-request-id': 'forged',
      'sec-websocket-extensions': 'forged',
    };
    const sent = upgradeRequest(target, 'realtime', headers, identity);
    expect(sent).not.toContain('forged');
    expect(sent).toContain('\r\nauthorization: Bearer a.b.c\r\n');
  });

  it('has the lines it should have or is not sent at all, whatever the values', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('a\r\nx: y', 'a\nx: y', 'a\rb'));
    fc.assert(
      fc.property(text, text, text, (key, accessToken, query) => {
        const send = () =>
          upgradeRequest({ ...target, query }, 'realtime', { 'sec-websocket-key': key }, { ...identity, accessToken });
        if (/[\r\n]/.test(key + accessToken + query)) expect(send).toThrow('line break');
        else expect(send().split(/[\r\n]+/)).toHaveLength(9);
      }),
    );
  });
});
