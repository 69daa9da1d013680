import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually, HomeGraphServer, type SyncedDevice } from '@atrium/testing';
import pg from 'pg';

import { Browser } from './support/browser.js';
import { LiveSuite } from './support/live-suite.js';
import { runCommand } from './support/operator.js';
import type { Person } from './support/person.js';

const REDIRECT_URI = 'https://oauth-redirect.googleusercontent.com/r/atrium-e2e';
const PASSWORD = 'securePass123';
const MINUTES = 60_000;

let suite: LiveSuite;
let alice: Person;
let google: HomeGraphServer;
let client: { client_id: string; client_secret: string };

beforeAll(async () => {
  google = await HomeGraphServer.start({ trustsAnyKey: true });
  suite = await LiveSuite.start({ replicas: { 'smarthome-service': 2 }, env: google.environment });
  alice = await suite.signUp('alice');
  const registered = await alice.http.post<typeof client>('/o/applications/', {
    name: 'Google',
    client_type: 'confidential',
    authorization_grant_type: 'authorization-code',
    redirect_uris: REDIRECT_URI,
  });
  client = registered.body;
}, 2 * MINUTES);

afterAll(async () => {
  await suite.stop();
  await google.stop();
});

async function givenHome(): Promise<void> {
  const home = await alice.http.post<{ id: string }>('/api/homes', { name: 'Flat' });
  expect(home.status).toBe(201);
  for (const [name, type, traits, attributes] of [
    ['Lamp', 'LIGHT', ['OnOff', 'Brightness'], {}],
    ['Plug', 'OUTLET', ['OnOff'], {}],
    ['Door', 'LOCK', ['LockUnlock'], {}],
    ['Blinds', 'BLINDS', ['OpenClose'], {}],
    ['Movie night', 'SCENE', ['Scene'], { sceneReversible: false }],
  ] as const) {
    const device = await alice.http.post('/api/devices', {
      homeId: home.body.id,
      name,
      type: `action.devices.types.${type}`,
      traits: traits.map((trait) => `action.devices.traits.${trait}`),
      attributes,
      driver: 'virtual',
    });
    expect(device.status).toBe(201);
  }
}

/** Google's token for Alice's devices, after Google has asked for these. */
async function linked(): Promise<{ agentUserId: string; devices: SyncedDevice[] }> {
  const { client_id, client_secret } = client;
  const query = new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri: REDIRECT_URI,
    scope: 'smarthome',
    state: 'state',
  });
  const browser = new Browser(suite.url);
  const login = await browser.open(`/o/authorize/?${query.toString()}`);
  const consent = await browser.submit(login, { login: 'alice', password: PASSWORD, action: 'login' });
  const callback = await browser.leave(browser.submit(consent, { action: 'allow' }));
  const code = callback.searchParams.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, client_id, client_secret };
  const tokens = await suite.stranger().post<{ access_token: string }>('/o/token/', new URLSearchParams(grant));
  const sync = { requestId: 'sync', inputs: [{ intent: 'action.devices.SYNC' }] };
  const answer = await suite
    .stranger()
    .withToken(tokens.body.access_token)
    .post<{ payload: { agentUserId: string; devices: SyncedDevice[] } }>('/smarthome/fulfillment/', sync);
  const { payload } = answer.body;
  google.homes.link(payload.agentUserId, payload.devices);
  return payload;
}

async function dim(lamp: SyncedDevice | undefined, brightness: number): Promise<void> {
  const commands = [{ command: 'action.devices.commands.BrightnessAbsolute', params: { brightness } }];
  const answer = await alice.http.post<{ status: string }>(`/api/devices/${lamp?.id ?? ''}/commands`, { commands });
  expect(answer).toMatchObject({ status: 200, body: { status: 'SUCCESS' } });
}

function lampOf(devices: readonly SyncedDevice[]): SyncedDevice | undefined {
  return devices.find(({ traits }) => traits.includes('action.devices.traits.Brightness'));
}

function check(...options: string[]) {
  const { client_id: id, client_secret: secret } = client;
  const link = ['--client-id', id, '--client-secret', secret, '--redirect-uri', REDIRECT_URI, '--user', 'alice'];
  return runCommand(suite, ['google-home-check', suite.url, ...link, ...options]);
}

it('says on the consent page what Google gets and may do', async () => {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: REDIRECT_URI,
    scope: 'smarthome',
    state: 'state',
  });
  const browser = new Browser(suite.url);
  const login = await browser.open(`/o/authorize/?${query.toString()}`);
  const consent = await browser.submit(login, { login: 'alice', password: PASSWORD, action: 'login' });
  expect(consent.html).toContain('Your account will be linked to Google.');
  expect(consent.html).toContain('By signing in, you are authorizing Google to control your devices.');
});

it(
  'finds nothing wrong that Google would, from linking to state reports and unlinking',
  async () => {
    await givenHome();
    // The command is HomeGraph from now on, at the address that the suite knows.
    const port = new URL(google.url).port;
    await google.goDown();
    const { code, stdout, stderr } = await check('--password', PASSWORD, '--all', '--homegraph-port', port);
    await google.comeBack();
    expect({ failed: stdout.split('\n').filter((line) => line.includes('FAIL')), stderr }).toEqual({
      failed: [],
      stderr: '',
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/ok {4}"Lamp" \(LIGHT\) is reported as QUERY tells it/);
    expect(stdout).toMatch(/ok {4}"Door" \(LOCK\) LockUnlock/);
  },
  5 * MINUTES,
);

it(
  'tells Google what changed while every smarthome-service was killed and Google was away',
  async () => {
    const { agentUserId, devices } = await linked();
    const lamp = lampOf(devices);
    await google.goDown();
    await dim(lamp, 71);
    const services = [0, 1].map((replica) => suite.apps.app('smarthome-service', replica));
    await Promise.all(services.map((service) => service.kill('SIGKILL')));
    await google.comeBack();
    await Promise.all(services.map((service) => service.start()));
    const state = { online: true, brightness: 71 };
    await eventually(() => expect(google.homes.stateOf(agentUserId, lamp?.id ?? '')).toMatchObject(state), {
      within: 2 * MINUTES,
    });
  },
  3 * MINUTES,
);

it('ends the link when the authorization is taken back', async () => {
  await linked();
  const database = new pg.Client({ connectionString: suite.servers.databaseUrls['smarthome-service'] });
  await database.connect();
  const links = async () => (await database.query('SELECT 1 FROM google_link WHERE unlinked_at IS NULL')).rowCount;
  await eventually(async () => expect(await links()).toBe(1));
  const { body } = await alice.http.get<{ items: { id: string }[] }>('/o/authorized_tokens/');
  for (const { id } of body.items) await alice.http.delete(`/o/authorized_tokens/${id}/`);
  await eventually(async () => expect(await links()).toBe(0));
  await database.end();
});

it(
  'says what is wrong, and fails',
  async () => {
    const { code, stdout } = await check('--password', 'not her password');
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAIL.*user and password are not accepted/);
  },
  MINUTES,
);

it.each([
  [['google-home-check'], 'Name one URL.'],
  [['google-home-check', 'ftp://example.com'], 'Name one URL.'],
  [['google-home-check', 'https://example.com'], 'Give --client-id.'],
  [['google-home-check', 'https://example.com', '--colour'], '--colour'],
])('refuses %j', async (args, reason) => {
  const { code, stderr } = await runCommand(suite, args);
  expect(code).toBe(2);
  expect(stderr).toContain(reason);
});
