import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, HttpClient } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import { runCommand } from './support/operator.js';
import { Person } from './support/person.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const REQUIRED = ['This field is required.'];
const NOT_FOUND = { detail: 'No User matches the given query.' };
const NO_TOKEN = { detail: 'Authentication credentials were not provided.' };

let suite: LiveSuite;
let root: Person;
let ada: Person;

beforeAll(async () => {
  suite = await LiveSuite.start();
  const args = ['createsuperuser', '--username', 'root', '--email', 'root@example.com', '--password-stdin'];
  const made = await runCommand(suite, args, 'correct horse\n');
  expect(made).toEqual({ code: 0, stdout: 'Superuser root created.\n', stderr: '' });
  root = await signedIn('root@example.com');
  ada = await suite.signUp('ada', 'Ada Lovelace');
});

afterAll(() => suite.stop());

async function signedIn(email: string): Promise<Person> {
  const person = new Person(suite.url, email, suite.mail);
  await person.signIn();
  return person;
}

/** As scripts call: a bearer token and no cookies. */
function scriptOf({ accessToken }: Person): HttpClient {
  return new HttpClient(suite.url).withToken(accessToken);
}

async function idOf(person: Person): Promise<string> {
  return (await person.http.get<{ id: string }>('/auth/me/')).body.id;
}

async function namesSeenBy(person: Person, query = ''): Promise<string[]> {
  const { body } = await scriptOf(person).get<{ username: string }[]>(`/api/users/${query}`);
  return body.map(({ username }) => username);
}

describe('the audit log', () => {
  it('tells staff who tried to sign in as whom, and nobody else', async () => {
    const id = await idOf(ada);
    const guess = { username: 'ada', password: 'a wrong guess' };
    expect((await suite.stranger().post('/api/token/', guess)).status).toBe(401);
    const query = `/api/audit?user=${id}&kind=login-failed`;
    const { status, body } = await scriptOf(root).get<{ items: object[]; next: null }>(query);
    expect([status, body.next, body.items.length]).toEqual([200, null, 1]);
    expect(body.items[0]).toMatchObject({
      kind: 'login-failed',
      userId: id,
      occurredAt: expect.stringMatching(MOMENT),
    });
    expect(JSON.stringify(body)).not.toContain(guess.password);
    expect((await scriptOf(root).get('/api/audit?kind=account-created')).status).toBe(200);

    expect(await scriptOf(ada).get(query)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } });
    expect(await suite.stranger().get(query)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect((await scriptOf(root).post('/api/audit', {})).status).toBe(405);
    expect((await scriptOf(root).delete('/api/audit')).status).toBe(405);
  });
});

describe('createsuperuser', () => {
  it('says what is wrong', async () => {
    const args = ['createsuperuser', '--username', 'ROOT', '--email', 'other@example.com'];
    await expect(runCommand(suite, [...args, '--password', 'correct horse'])).resolves.toMatchObject({
      code: 1,
      stderr: 'A user with that username already exists.\n',
    });
    await expect(runCommand(suite, args)).resolves.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--password-stdin'),
    });
    await expect(runCommand(suite, ['dance'])).resolves.toMatchObject({ code: 2 });
    const help = await runCommand(suite, ['help']);
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('createsuperuser') });
  });
});

describe('import-users', () => {
  const BCRYPT = '$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW';
  const USERS = [
    {
      username: 'old1',
      email: 'old1@example.com',
      password: 'pbkdf2_sha256$600000$salt$c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ=',
    },
    {
      username: 'old2',
      email: 'old2@example.com',
      password: BCRYPT,
      first_name: 'Old',
      date_joined: '2019-05-01 10:00:00+00',
    },
    { username: 'old3', email: 'old1@example.com', password: BCRYPT },
    { username: 'old4', email: 'old4@example.com', password: 'md5$salt$hash' },
    { username: 'old5', email: 'nobody', password: BCRYPT },
  ];

  it('takes over whom it can, once, and says of each other line what is wrong', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'atrium-import-')), 'users.jsonl');
    await writeFile(file, USERS.map((user) => JSON.stringify(user)).join('\n'));
    const dry = await runCommand(suite, ['import-users', file, '--dry-run']);
    expect(dry.stdout).toBe('4 to import, 0 already here, 1 refused.\n');
    await expect(namesSeenBy(root)).resolves.toEqual(['root', 'ada']);

    const first = await runCommand(suite, ['import-users', file]);
    expect(first.stdout).toBe('2 imported, 0 already here, 3 refused.\n');
    expect(first.stderr.split('\n')).toEqual([
      'Line 3: The address old1@example.com belongs to somebody else.',
      'Line 4: The password hash has no known format',
      'Line 5: email must be an email',
      '',
    ]);
    const again = await runCommand(suite, ['import-users', file]);
    expect(again).toMatchObject({ code: 1, stdout: '0 imported, 2 already here, 3 refused.\n' });

    const { body } = await scriptOf(root).get<{ id: string }[]>('/api/users/?search=old2');
    expect(body).toMatchObject([{ first_name: 'Old', date_joined: '2019-05-01T10:00:00.000Z', is_active: true }]);
    const { body: all } = await scriptOf(root).get<{ id: string }[]>('/api/users/?search=old');
    for (const { id } of all) await scriptOf(root).delete(`/api/users/${id}/`);
  });
});

/** The users API's examples, each as its README writes it, but for the id. */
describe('the users API', () => {
  const NEW_USER = {
    username: 'newuser',
    password: 'newpassword',
    email: 'newuser@example.com',
    first_name: 'First Name',
    last_name: 'Last Name',
  };
  const PROFILE = {
    id: expect.stringMatching(UUID),
    username: 'newuser',
    email: 'newuser@example.com',
    first_name: 'First Name',
    last_name: 'Last Name',
    is_staff: false,
    is_active: true,
    date_joined: expect.stringMatching(MOMENT),
  };
  let newuser: Person;
  let id: string;

  it('creates a user without a token, whose wishes for flags count for nothing', async () => {
    const wishes = { is_staff: true, is_active: false };
    const answer = await suite.stranger().post<{ id: string }>('/api/users/', { ...NEW_USER, ...wishes });
    expect(answer.body).toEqual(PROFILE);
    expect(answer.status).toBe(201);
    ({ id } = answer.body);
    newuser = await signedIn(NEW_USER.email);
  });

  it('lists and retrieves', async () => {
    const http = scriptOf(newuser);
    expect(await http.get('/api/users/')).toMatchObject({ status: 200, body: [PROFILE] });
    expect(await http.get(`/api/users/${id}/`)).toMatchObject({ status: 200, body: PROFILE });
    expect(await http.get('/auth/me/')).toMatchObject({ status: 200, body: PROFILE });
    await expect(namesSeenBy(root)).resolves.toEqual(['root', 'ada', 'newuser']);
  });

  it('updates', async () => {
    const http = scriptOf(newuser);
    expect(await http.patch(`/api/users/${id}/`, { first_name: 'UpdatedName' })).toMatchObject({
      status: 200,
      body: { ...PROFILE, first_name: 'UpdatedName' },
    });
    expect(await http.put(`/api/users/${id}/`, { first_name: 'X' })).toMatchObject({
      status: 400,
      body: { username: REQUIRED, email: REQUIRED },
    });
    const whole = { username: 'newuser', email: NEW_USER.email, first_name: 'First Name', is_staff: true };
    expect(await http.put(`/api/users/${id}/`, whole)).toMatchObject({ status: 200, body: PROFILE });
  });

  it.each([
    [{}, { username: REQUIRED, password: REQUIRED, email: REQUIRED }],
    [{ ...NEW_USER, email: 'other@example.com' }, { username: ['A user with that username already exists.'] }],
    [{ ...NEW_USER, username: 'other' }, { email: ['A user with that email already exists.'] }],
    [
      { username: 'a b', password: 'short', email: 'nobody' },
      {
        username: [expect.stringMatching(/^Enter a valid username/)],
        password: ['Ensure this field has at least 8 characters.'],
        email: ['Enter a valid email address.'],
      },
    ],
    [
      { username: '', password: null, email: 7, is_staff: 'yes' },
      {
        username: ['This field may not be blank.'],
        password: ['This field may not be null.'],
        email: ['Not a valid string.'],
        is_staff: ['Must be a valid boolean.'],
      },
    ],
  ])('refuses %j', async (body, faults) => {
    expect(await suite.stranger().post('/api/users/', body)).toMatchObject({ status: 400, body: faults });
  });

  it('refuses names that are taken', async () => {
    const http = scriptOf(newuser);
    expect(await http.patch(`/api/users/${id}/`, { username: 'ADA' })).toMatchObject({
      status: 400,
      body: { username: ['A user with that username already exists.'] },
    });
    expect(await http.patch(`/api/users/${id}/`, { email: 'ada@example.com' })).toMatchObject({ status: 400 });
  });

  it('shows nobody but staff another user', async () => {
    for (const other of [await idOf(ada), '1', '00000000-0000-7000-8000-000000000000']) {
      const http = scriptOf(newuser);
      const path = `/api/users/${other}/`;
      expect(await http.get(path)).toMatchObject({ status: 404, body: NOT_FOUND });
      expect(await http.patch(path, { first_name: 'X' })).toMatchObject({ status: 404, body: NOT_FOUND });
      expect(await http.patch(path, { password: 'a new password' })).toMatchObject({ status: 404, body: NOT_FOUND });
      expect(await http.delete(path)).toMatchObject({ status: 404, body: NOT_FOUND });
    }
  });

  it.each(['garbage', undefined])('asks for a good token, which %p is not', async (token) => {
    const http = token === undefined ? suite.stranger() : new HttpClient(suite.url).withToken(token);
    const body = token === undefined ? NO_TOKEN : { code: 'token_not_valid' };
    const calls = [
      http.get('/api/users/'),
      http.get(`/api/users/${id}/`),
      http.put(`/api/users/${id}/`, NEW_USER),
      http.patch(`/api/users/${id}/`, {}),
      http.delete(`/api/users/${id}/`),
    ];
    for (const answer of await Promise.all(calls)) expect(answer).toMatchObject({ status: 401, body });
    expect(await suite.stranger().get('/api/usage')).toMatchObject({ status: 401 });
    expect(await suite.stranger().get('/api/usage/daily')).toMatchObject({ status: 401 });
    if (token !== undefined) expect(await http.post('/api/users/', NEW_USER)).toMatchObject({ status: 401 });
  });

  it('gives staff pages, search and order', async () => {
    const http = scriptOf(root);
    const first = await http.get<{ next: string }>('/api/users/?page_size=2&ordering=-username');
    expect(first.body).toMatchObject({
      count: 3,
      next: `${suite.url}/api/users/?page_size=2&ordering=-username&page=2`,
      previous: null,
      results: [{ username: 'root' }, { username: 'newuser' }],
    });
    const { body } = await http.get<{ next: string }>(first.body.next.slice(suite.url.length));
    expect(body).toMatchObject({
      next: null,
      previous: `${suite.url}/api/users/?page_size=2&ordering=-username`,
      results: [{ username: 'ada' }],
    });
    for (const page of ['3', '0', '-1', 'x', '99999999999999']) {
      expect(await http.get(`/api/users/?page_size=2&page=${page}`)).toMatchObject({
        status: 404,
        body: { detail: 'Invalid page.' },
      });
    }
    await expect(namesSeenBy(root, '?search=lovelace')).resolves.toEqual(['ada']);
    await expect(namesSeenBy(root, '?ordering=password')).resolves.toEqual(['root', 'ada', 'newuser']);
    await expect(namesSeenBy(ada, '?search=root')).resolves.toEqual([]);
  });

  it('lets staff set flags', async () => {
    const account = { username: 'helper', password: 'correct horse', email: 'helper@example.com', is_staff: true };
    expect(await scriptOf(root).post('/api/users/', account)).toMatchObject({ status: 201, body: { is_staff: true } });
    const helper = await signedIn('helper@example.com');
    await expect(namesSeenBy(helper)).resolves.toContain('root');
    await scriptOf(root).patch(`/api/users/${await idOf(helper)}/`, { is_staff: false });
    await expect(namesSeenBy(helper)).resolves.toEqual(['helper']);
  });

  it('ends an account, whose names are free again', async () => {
    expect(await scriptOf(newuser).delete(`/api/users/${id}/`)).toMatchObject({ status: 204, body: '' });
    expect(await scriptOf(root).get(`/api/users/${id}/`)).toMatchObject({ status: 404 });
    await eventually(async () => expect(await newuser.http.post('/api/refresh/')).toMatchObject({ status: 401 }));
    expect(await suite.stranger().post('/api/users/', NEW_USER)).toMatchObject({ status: 201 });
  });
});

describe('who is deactivated', () => {
  it('is signed out, and can do nothing any more', async () => {
    const eve = await suite.signUp('eve');
    await scriptOf(root).patch(`/api/users/${await idOf(eve)}/`, { is_active: false });
    await eventually(async () => expect(await eve.http.post('/api/refresh/')).toMatchObject({ status: 401 }));
    expect(await scriptOf(eve).get('/api/users/')).toMatchObject({ status: 401 });
  });
});

describe('the usage log', () => {
  interface Page {
    readonly items: { readonly route: string; readonly userId: string | null }[];
    readonly next: string | null;
  }

  it('shows people their own requests, and staff everybody’s', async () => {
    const adaId = await idOf(ada);
    await ada.http.get('/api/users/not-an-id/?secret=1');
    await eventually(async () => {
      const { body } = await ada.http.get<Page>('/api/usage?route=/api/users/:id&status=4xx');
      expect(body).toMatchObject({
        items: [
          { route: '/api/users/:id', method: 'GET', status: 404, userId: adaId, at: expect.stringMatching(MOMENT) },
        ],
        next: null,
      });
      expect(JSON.stringify(body)).not.toContain('secret');
    });
    const all = await root.http.get<Page>('/api/usage?limit=200');
    expect(new Set(all.body.items.map(({ userId }) => userId)).size).toBeGreaterThan(2);
    const one = await root.http.get<Page>(`/api/usage?user=${adaId}&limit=2`);
    expect(one.body.items.map(({ userId }) => userId)).toEqual([adaId, adaId]);
    const next = await root.http.get<Page>(`/api/usage?user=${adaId}&limit=2&before=${one.body.next}`);
    expect(next.body.items).toHaveLength(2);
  });

  it('adds up the day', async () => {
    const { status, body } = await ada.http.get<{ items: { requests: number }[] }>('/api/usage/daily');
    expect([status, body.items.length]).toEqual([200, 1]);
    const all = await root.http.get<{ items: { requests: number }[] }>('/api/usage/daily');
    expect(all.body.items[0]?.requests).toBeGreaterThan(body.items[0]?.requests ?? Infinity);
  });

  it.each([
    'limit=0',
    'limit=x',
    'status=999',
    'from=yesterday',
    'to=0000-01-01',
    'before=x',
    'user=ada',
    'from=2025-02-30',
  ])('is not read with %s', async (query) => {
    expect(await ada.http.get(`/api/usage?${query}`)).toMatchObject({
      status: 400,
      body: { status: 400, code: 'VALIDATION_FAILED' },
    });
  });
});
