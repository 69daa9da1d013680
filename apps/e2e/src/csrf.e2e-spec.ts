import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpClient } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import { newMember } from './support/member.js';
import { Person } from './support/person.js';

let suite: LiveSuite;
let person: Person;

/** A browser's page: it fetches a token and shows it from then on. */
async function fetchToken(http: HttpClient): Promise<string> {
  const { body } = await http.get<{ csrfToken: string }>('/api/csrf-token');
  http.headers['x-csrf-token'] = body.csrfToken;
  return body.csrfToken;
}

beforeAll(async () => {
  suite = await LiveSuite.start({ env: { CSRF_TOKEN_REQUIRED: 'true' } });
  const { email } = await newMember(suite.url);
  person = new Person(suite.url, email, suite.mail);
  await fetchToken(person.http);
  await person.signIn();
});

afterAll(() => suite.stop());

const createWorkspace = (http = person.http) => http.post('/api/workspaces/', { name: 'Team' });

describe('where writes with cookies need a token', () => {
  it('is the one before the login not that of the session', async () => {
    expect(await createWorkspace()).toMatchObject({
      status: 403,
      body: { status: 'error', message: expect.stringContaining('/api/csrf-token') },
    });
    const token = await fetchToken(person.http);
    expect((await createWorkspace()).status).toBe(201);
    expect(await fetchToken(person.http)).toBe(token);
  });

  it('is that of another session none, though cookie and header agree', async () => {
    const { email } = await newMember(suite.url);
    const other = new Person(suite.url, email, suite.mail);
    await fetchToken(other.http);
    await other.signIn();
    const theirs = await fetchToken(other.http);
    const mine = await fetchToken(person.http);
    person.http.cookies.set('csrf_token', theirs);
    person.http.headers['x-csrf-token'] = theirs;
    expect((await createWorkspace()).status).toBe(403);
    person.http.cookies.set('csrf_token', mine);
    person.http.headers['x-csrf-token'] = mine;
    expect((await createWorkspace()).status).toBe(201);
  });

  it('stays good while the session is renewed', async () => {
    const token = await fetchToken(person.http);
    person.http.cookies.delete('access_token');
    expect((await createWorkspace()).status).toBe(201);
    expect(await fetchToken(person.http)).toBe(token);
  });

  it('needs a bearer none', async () => {
    const { accessToken } = await newMember(suite.url);
    expect((await createWorkspace(suite.stranger().withToken(accessToken))).status).toBe(201);
  });
});
