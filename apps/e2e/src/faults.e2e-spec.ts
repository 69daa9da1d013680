import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type ChatSocket } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import { MessageStore } from './support/message-store.js';
import type { Person } from './support/person.js';

const CATCH_UP = { within: 30_000 };

let suite: LiveSuite;
let store: MessageStore;
let owner: Person;
let workspaceId: number;
let channelId: number;

beforeAll(async () => {
  suite = await LiveSuite.start();
  store = await MessageStore.connect(suite.servers.databaseUrls['message-service']);
  owner = await suite.signUp('owner');
  workspaceId = await owner.createWorkspace();
  channelId = await owner.createChannel(workspaceId);
  await owner.sendMessage(channelId, 'first');
  await eventually(async () => expect(await store.unpublished()).toBe(0));
});

afterAll(async () => {
  await store.close();
  await suite.stop();
});

async function joined(): Promise<ChatSocket> {
  const socket = await owner.chat();
  socket.send({ type: 'join_channel', channel_id: channelId });
  // Frames are served in turn: the answer to the second says that the first is done.
  socket.send({ type: 'nonsense' });
  await socket.next(({ type }) => type === 'error');
  return socket;
}

/** Every message is in the history once, in order, and has exactly one activity. */
async function expectEachOnce(ids: readonly string[]): Promise<void> {
  expect((await store.ids(channelId)).filter((id) => ids.includes(id))).toEqual(ids);
  await eventually(async () => {
    const recorded = (await owner.readActivities(workspaceId)).filter((id) => ids.includes(id));
    expect(recorded.toSorted()).toEqual(ids.toSorted());
  }, CATCH_UP);
}

const idsIn = (socket: ChatSocket): string[] =>
  socket.frames.filter(({ type }) => type === 'new_message').map(({ message }) => (message as { id: string }).id);

describe('faults that the suite survives', () => {
  it('publishes a message once whose service was killed between commit and publish', async () => {
    const socket = await joined();
    const service = suite.apps.app('message-service');
    const lock = await store.holdConversation(channelId);
    const sending = owner.http.post('/api/messages/', { channel_id: channelId, body: 'orphan' });
    await store.waitingForLock();
    service.signal('SIGSTOP');
    // The statement was sent before the process froze: it commits now, and nobody is there to publish.
    await lock.release();
    const id = await eventually(() => store.idOf(channelId, 'orphan'));
    expect(await store.unpublished()).toBe(1);
    await service.kill('SIGKILL');
    expect((await sending).status).toBeGreaterThanOrEqual(500);

    await service.start();
    await expectEachOnce([id]);
    await eventually(() => expect(idsIn(socket)).toEqual([id]), CATCH_UP);
    await eventually(async () => expect(await store.unpublished()).toBe(0), CATCH_UP);
    await socket.close();
  });

  it('catches up on activities after workspace-service was away', async () => {
    const service = suite.apps.app('workspace-service');
    await service.kill('SIGKILL');
    const ids: string[] = [];
    for (let count = 0; count < 20; count += 1) ids.push(await owner.sendMessage(channelId, `meanwhile ${count}`));
    const away = await owner.http.get('/api/workspaces/');
    expect(away).toMatchObject({
      status: 503,
      body: { status: 'error', message: expect.stringContaining('workspace') },
    });

    await service.start();
    await expectEachOnce(ids);
  });

  it('answers 503 at once while NATS is away, and goes on when it is back', async () => {
    const socket = await joined();
    await suite.servers.nats.stop();
    await eventually(async () => {
      const asked = performance.now();
      const answer = await owner.http.get('/api/workspaces/');
      expect(answer).toMatchObject({
        status: 503,
        body: { status: 'error', message: expect.stringMatching(/cannot be reached/) },
      });
      expect(answer.headers.get('retry-after')).toBe('1');
      expect(performance.now() - asked).toBeLessThan(1_000);
    });
    expect((await suite.stranger().get('/health')).status).toBe(503);
    expect((await suite.stranger().get('/health/live')).status).toBe(200);

    await suite.servers.nats.start();
    await eventually(async () => expect((await owner.http.get('/api/workspaces/')).status).toBe(200), CATCH_UP);
    const id = await eventually(() => owner.sendMessage(channelId, 'back again'), CATCH_UP);
    await expectEachOnce([id]);
    await eventually(() => expect(idsIn(socket)).toContain(id), CATCH_UP);
    await socket.close();
  });

  it('closes sockets with 1012 when a gateway stops, and finishes the requests at hand', async () => {
    const socket = await joined();
    const gateway = suite.apps.app('realtime-gateway');
    await Promise.all([gateway.stop(), expect(socket.closed).resolves.toMatchObject({ code: 1012 })]);
    await gateway.start();

    const through = await joined();
    const bff = suite.apps.app('bff-gateway');
    const lock = await store.holdConversation(channelId);
    const sending = owner.http.post('/api/messages/', { channel_id: channelId, body: 'at hand' });
    await store.waitingForLock();
    const stopping = bff.stop();
    await expect(through.closed).resolves.toMatchObject({ code: 1012 });
    await lock.release();
    expect((await sending).status).toBe(201);
    await stopping;

    await bff.start();
    expect((await owner.http.get('/api/workspaces/')).status).toBe(200);
  });
});
