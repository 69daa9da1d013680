import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { AtriumClient, RequestRefused } from '../src/index.js';
import { FakeSuite } from './fake-suite.js';

let suite: FakeSuite;

beforeEach(async () => {
  suite = await FakeSuite.start();
});

afterEach(() => suite.stop());

const WORKSPACES = 'GET /api/workspaces/';

describe('a session of cookies', () => {
  it('keeps the cookies where no browser does', async () => {
    suite.answers.set('POST /api/verify-otp/', () => ({
      status: 200,
      body: { status: 'success' },
      headers: { 'set-cookie': ['access_token=first; Path=/; HttpOnly', 'refresh_token=r1; Path=/; HttpOnly'] },
    }));
    suite.answers.set(WORKSPACES, ({ headers }) => ({ status: 200, body: { data: [headers.cookie] } }));
    const client = new AtriumClient({ baseUrl: suite.url });
    await client.verifyOtp('ada@example.com', '123456');
    await expect(client.workspaces()).resolves.toEqual(['access_token=first; refresh_token=r1']);
  });

  it('is renewed once for all requests that find it run out', async () => {
    suite.answers.set('POST /api/verify-otp/', () => ({
      status: 200,
      body: {},
      headers: { 'set-cookie': ['access_token=old'] },
    }));
    suite.answers.set('POST /api/refresh/', () => ({ status: 204, headers: { 'set-cookie': ['access_token=new'] } }));
    suite.answers.set(WORKSPACES, ({ headers }) =>
      headers.cookie === 'access_token=new' ? { status: 200, body: { data: [] } } : { status: 401, body: {} },
    );
    const client = new AtriumClient({ baseUrl: suite.url });
    await client.verifyOtp('ada@example.com', '123456');
    await Promise.all([client.workspaces(), client.workspaces(), client.workspaces()]);
    expect(suite.requests.filter((name) => name === 'POST /api/refresh/')).toHaveLength(1);
  });
});

describe('a session of tokens', () => {
  const tokens = { accessToken: 'old', refreshToken: 'r1' };

  it('is renewed when it has run out, and tells the new pair', async () => {
    const next = { accessToken: 'new', refreshToken: 'r2' };
    suite.answers.set('POST /api/auth/refresh', () => ({ status: 200, body: { tokens: next } }));
    suite.answers.set(WORKSPACES, ({ headers }) =>
      headers.authorization === 'Bearer new' ? { status: 200, body: { data: [] } } : { status: 401, body: {} },
    );
    const told: unknown[] = [];
    const client = new AtriumClient({ baseUrl: suite.url, tokens, onTokens: (pair) => told.push(pair) });
    await expect(client.workspaces()).resolves.toEqual([]);
    expect(told).toEqual([next]);
  });

  it('is over when it cannot be renewed', async () => {
    suite.answers.set('POST /api/auth/refresh', () => ({ status: 401, body: {} }));
    suite.answers.set(WORKSPACES, () => ({ status: 401, body: {} }));
    const client = new AtriumClient({ baseUrl: suite.url, tokens });
    await expect(client.workspaces()).rejects.toMatchObject({ name: 'SignedOut' });
  });

  it.each([
    [{ status: 'error', message: 'Name is taken' }, 'Name is taken'],
    [{ title: 'Conflict', detail: 'In other words' }, 'In other words'],
    [{}, /^The suite answered 409/],
  ])('passes on what was wrong: %j', async (body, words) => {
    suite.answers.set('POST /api/workspaces/', () => ({ status: 409, body }));
    const client = new AtriumClient({ baseUrl: suite.url, tokens });
    const error: unknown = await client.createWorkspace({ name: 'Taken' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestRefused);
    expect(error).toMatchObject({ status: 409, message: expect.stringMatching(words), body });
  });
});
