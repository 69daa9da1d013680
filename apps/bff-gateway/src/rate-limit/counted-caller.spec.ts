import { expect, it, jest } from '@jest/globals';
import { DomainError, type TokenVerifier } from '@atrium/rpc';

import type { ClientTokens } from '../identity/client-tokens.js';
import { CountedCaller } from './counted-caller.js';

const GOOD = 'g'.repeat(43);

function given() {
  const refusal = new DomainError('TOKEN_INVALID', 'no');
  const exchange = jest.fn((token: string) => (token === GOOD ? Promise.resolve('signed') : Promise.reject(refusal)));
  const verify = (token: string) =>
    token === 'signed' ? Promise.resolve({ userId: 'john' }) : Promise.reject(refusal);
  const counted = new CountedCaller({ verify } as unknown as TokenVerifier, { exchange } as unknown as ClientTokens);
  const of = (token?: string, ip = '192.0.2.1') =>
    counted.of({ headers: token === undefined ? {} : { authorization: `Bearer ${token}` }, cookies: {}, ip });
  return { exchange, of };
}

it('A client’s token counts for its user, wherever it comes from', async () => {
  const { of } = given();
  expect(await Promise.all([of(GOOD), of(GOOD, '192.0.2.9'), of('signed')])).toEqual([
    'user:john',
    'user:john',
    'user:john',
  ]);
});

it('A bad token and none count for the address', async () => {
  const { of } = given();
  const address = await of();
  expect(await Promise.all([of('b'.repeat(43)), of('not.a.token')])).toEqual([address, address]);
  expect(address).not.toContain('user:');
});

it('Of an address that sends too many bad tokens no more are looked up, of others they are', async () => {
  const { exchange, of } = given();
  for (let at = 0; at < 150; at += 1) await of(`b${at}`.padEnd(43, '-'));
  expect(exchange).toHaveBeenCalledTimes(100);
  expect(await of(GOOD, '192.0.2.9')).toBe('user:john');
});
