import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@atrium/testing';

import { faultsOf } from './support/chaos/faults.js';
import { LegacyMember } from './support/chaos/legacy-member.js';
import { differences } from './support/chaos/oracle.js';
import { ReliableMember } from './support/chaos/reliable-member.js';
import { storm } from './support/chaos/storm.js';
import { LiveSuite } from './support/live-suite.js';
import { MessageStore } from './support/message-store.js';

/** `CHAOS_SECONDS=600 CHAOS_SEED=7 npx nx test e2e -- chaos` goes on for longer, and repeats what a seed broke. */
const SECONDS = Number(process.env.CHAOS_SECONDS ?? 40);
const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
const RECOVERY = { within: 60_000 };
const WRITERS = 4;

let suite: LiveSuite;
let store: MessageStore;
let clients: (ReliableMember | LegacyMember)[] = [];

beforeAll(async () => {
  suite = await LiveSuite.start({
    replicas: { 'realtime-gateway': 2, 'message-service': 2, 'bff-gateway': 2, 'workspace-service': 2 },
    env: { LOG_LEVEL: 'warn', SOCKET_SENDS_PER_SECOND: '1000', ACCESS_TOKEN_SECONDS: '20' },
  });
  store = await MessageStore.connect(suite.servers.databaseUrls['message-service']);
}, 120_000);

afterAll(async () => {
  clients.forEach((client) => client.close());
  await store.close();
  await suite.stop();
});

it(
  'Whatever breaks, every acknowledged message is stored once and reaches every member once and in order',
  async () => {
    const owner = await suite.signUp('owner');
    const channelId = await owner.createChannel(await owner.createWorkspace());
    const urls = [0, 1].map((replica) => suite.apps.app('bff-gateway', replica).url);
    const members = await Promise.all(
      Array.from({ length: WRITERS }, async (_, index) => {
        const url = urls[index % urls.length] ?? suite.url;
        return new ReliableMember(`writer ${index}`, url, await owner.logIn(), channelId);
      }),
    );
    const legacy = urls.map((url) => new LegacyMember(url, async () => (await owner.logIn()).accessToken, channelId));

    const writing = members.map((member) => member.write(() => 150 + Math.random() * 150));
    clients = [...members, ...legacy];
    const networks = clients.map(({ network }) => network);
    const struck = await storm(faultsOf(suite, networks), SECONDS, SEED);
    members.forEach((member) => member.finish());
    await Promise.all(writing);
    await Promise.all(members.map((member) => member.send(`${member.name} says good-bye`)));

    const stored = await store.posts(channelId);
    await eventually(
      () => expect(members.map(({ cursor }) => cursor)).toEqual(members.map(() => stored.length)),
      RECOVERY,
    );
    const report = { seed: SEED, struck, differences: differences(stored, members, legacy) };
    expect(report).toEqual({ ...report, differences: [] });
    expect(stored.length).toBeGreaterThan(SECONDS);
    expect(legacy.every(({ connections }) => connections.flat().length > 0)).toBe(true);
  },
  (SECONDS + 120) * 1_000,
);
