import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@atrium/testing';

import { Browser } from './support/browser.js';
import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

const CALLBACK = 'https://oauth-redirect.googleusercontent.com/r/atrium-home';
const PASSWORD = 'securePass123';
const SYNC = { requestId: 'ff36a3cc-ec34-11e6-b1a0-64510650abcf', inputs: [{ intent: 'action.devices.SYNC' }] };
const DISCONNECT = { requestId: '854396028075340323', inputs: [{ intent: 'action.devices.DISCONNECT' }] };

let suite: LiveSuite;
let alice: Person;

beforeAll(async () => {
  suite = await LiveSuite.start();
  alice = await suite.signUp('alice');
});

afterAll(() => suite.stop());

interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
}

interface Application {
  readonly client_id: string;
  readonly client_secret: string;
}

/** Google's client, as an operator registers it. */
async function googleClient(): Promise<Application> {
  const answer = await alice.http.post<Application>('/o/applications/', {
    name: 'Google',
    client_type: 'confidential',
    authorization_grant_type: 'authorization-code',
    redirect_uris: CALLBACK,
  });
  return answer.body;
}

/** Alice links her account, as the Google Home app has her do. */
async function link(scope: string, client?: Application): Promise<Tokens> {
  const { client_id, client_secret } = client ?? (await googleClient());
  const state = 'S'.repeat(700);
  const parameters = { client_id, redirect_uri: CALLBACK, state, scope, response_type: 'code' };
  const browser = new Browser(suite.url);
  const login = await browser.open(new URL(`/o/authorize/?${new URLSearchParams(parameters).toString()}`, suite.url));
  const consent = await browser.submit(login, { login: 'alice', password: PASSWORD, action: 'login' });
  const back = await browser.leave(browser.submit(consent, { action: 'allow' }));
  expect(back.searchParams.get('state')).toBe(state);
  const code = back.searchParams.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, client_id, client_secret };
  const answer = await fetch(`${suite.url}/o/token/`, { method: 'POST', body: new URLSearchParams(grant) });
  return (await answer.json()) as Tokens;
}

/** A request as Google sends it. */
async function ask(token: string | undefined, body: string, path = '/smarthome/fulfillment/') {
  const answer = await fetch(suite.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json;charset=UTF-8',
      'google-assistant-api-version': 'v1',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body,
  });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}

describe('the webhook of Google’s assistants', () => {
  it('answers a linked account until it is unlinked', async () => {
    const { access_token: token } = await link('smarthome');
    for (const path of ['/smarthome/fulfillment/', '/smarthome/fulfillment']) {
      const { status, body } = await ask(token, JSON.stringify(SYNC), path);
      expect(status).toBe(200);
      expect(JSON.parse(body)).toEqual({
        requestId: SYNC.requestId,
        payload: { agentUserId: expect.any(String), devices: [] },
      });
    }
    const unlinked = await ask(token, JSON.stringify(DISCONNECT));
    expect([unlinked.status, unlinked.body]).toEqual([200, '{}']);
    const after = await ask(token, JSON.stringify(SYNC));
    expect([after.status, after.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api"']);
  });

  it('answers 401 soon after the token was revoked', async () => {
    const client = await googleClient();
    const { access_token: token } = await link('smarthome', client);
    expect((await ask(token, JSON.stringify(SYNC))).status).toBe(200);
    const body = new URLSearchParams({ ...client, token });
    expect((await fetch(`${suite.url}/o/revoke_token/`, { method: 'POST', body })).status).toBe(200);
    await eventually(
      async () => {
        expect((await ask(token, JSON.stringify(SYNC))).status).toBe(401);
      },
      { within: 15_000 },
    );
  });

  it('takes people’s own tokens too', async () => {
    const { status } = await ask(alice.accessToken, JSON.stringify(SYNC));
    expect(status).toBe(200);
  });

  it('answers 401 to a token of another scope, to a wrong one and to none', async () => {
    const { access_token: ofOtherScope } = await link('messages:read');
    const tokens = [ofOtherScope, 'a'.repeat(43), 'a.b.c', undefined];
    const answers = await Promise.all(tokens.map((token) => ask(token, JSON.stringify(SYNC))));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  });

  it('never fails over what it is sent', async () => {
    const { access_token: token } = await link('smarthome');
    const bodies = [
      '',
      'null',
      '[]',
      '7',
      '{}',
      '{"requestId":1,"inputs":[null]}',
      JSON.stringify({ ...SYNC, inputs: [] }),
    ];
    for (const body of bodies) {
      const answer = await ask(token, body);
      expect([body, answer.status]).toEqual([body, 200]);
      expect(JSON.parse(answer.body)).toMatchObject({ payload: { errorCode: 'protocolError' } });
    }
    expect((await ask(token, '{')).status).toBe(400);
  });
});
