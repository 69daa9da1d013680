import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { DomainError, type RpcClient } from '@atrium/rpc';

import { ClientTokens } from './client-tokens.js';

const OPAQUE = 'a'.repeat(43);

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

function tokensThatAsk(answer: () => Promise<{ accessToken: string }>) {
  const call = jest.fn(answer);
  return { call, tokens: new ClientTokens({ call } as unknown as RpcClient) };
}

it('An exchange is kept for five seconds, and parallel requests share one', async () => {
  const { call, tokens } = tokensThatAsk(() => Promise.resolve({ accessToken: 'signed' }));
  expect(await Promise.all([tokens.exchange(OPAQUE), tokens.exchange(OPAQUE)])).toEqual(['signed', 'signed']);
  jest.advanceTimersByTime(4_999);
  await tokens.exchange(OPAQUE);
  expect(call).toHaveBeenCalledTimes(1);
  jest.advanceTimersByTime(2);
  await tokens.exchange(OPAQUE);
  expect(call).toHaveBeenCalledTimes(2);
});

it('A refusal is not kept, and what cannot be a token is not even asked about', async () => {
  const refusal = new DomainError('TOKEN_INVALID', 'no');
  const { call, tokens } = tokensThatAsk(() => Promise.reject(refusal));
  for (let time = 0; time < 2; time += 1) await expect(tokens.exchange(OPAQUE)).rejects.toBe(refusal);
  expect(call).toHaveBeenCalledTimes(2);
  await expect(tokens.exchange('head.body.signature')).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  expect(call).toHaveBeenCalledTimes(2);
});

it('A forgotten exchange is asked for again at once', async () => {
  const { call, tokens } = tokensThatAsk(() => Promise.resolve({ accessToken: 'signed' }));
  await tokens.exchange(OPAQUE);
  tokens.forget(OPAQUE);
  await tokens.exchange(OPAQUE);
  expect(call).toHaveBeenCalledTimes(2);
});
