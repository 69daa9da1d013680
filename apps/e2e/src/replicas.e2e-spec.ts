import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';

const BACKED_BY_NATS = [
  'auth-service',
  'user-service',
  'workspace-service',
  'message-service',
  'realtime-gateway',
] as const;

let suite: LiveSuite;

beforeAll(async () => {
  const two = Object.fromEntries([...BACKED_BY_NATS, 'bff-gateway', 'smarthome-service'].map((app) => [app, 2]));
  suite = await LiveSuite.start({ replicas: two });
});

afterAll(() => suite.stop());

/** Calls a replica has served with success, by its own metrics. */
async function served(app: (typeof BACKED_BY_NATS)[number], replica: number): Promise<number> {
  const response = await fetch(`${suite.apps.app(app, replica).metricsUrl}/metrics`);
  const lines = (await response.text()).split('\n');
  return lines
    .filter((line) => line.startsWith('rpc_server_duration_seconds_count') && line.includes('outcome="ok"'))
    .filter((line) => !line.includes('.rpc.ping.'))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

describe('two replicas of every service', () => {
  it('share the work and double nothing', async () => {
    const owner = await suite.signUp('owner');
    const workspaceId = await owner.createWorkspace();
    const channelId = await owner.createChannel(workspaceId);
    const sockets = await Promise.all([owner.chat(), owner.chat()]);
    for (const socket of sockets) {
      socket.send({ type: 'join_channel', channel_id: channelId });
      socket.send({ type: 'nonsense' });
      await socket.next(({ type }) => type === 'error');
    }

    const bodies = Array.from({ length: 60 }, (_, index) => `message ${index}`);
    const ids: string[] = [];
    for (const body of bodies) ids.push(await owner.sendMessage(channelId, body));

    expect(await owner.readBodies(channelId)).toEqual(bodies);
    for (const socket of sockets) {
      await eventually(() => {
        const received = socket.frames.filter(({ type }) => type === 'new_message');
        expect(received.map(({ message }) => (message as { body: string }).body)).toEqual(bodies);
      });
    }
    await eventually(async () => {
      expect((await owner.readActivities(workspaceId)).toSorted()).toEqual(ids.toSorted());
    });
    for (const replica of [0, 1]) expect(await served('message-service', replica)).toBeGreaterThan(0);
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  it('make one signing key between them: a token of either is good at both gateways', async () => {
    const people = await Promise.all(['ann', 'ben', 'cleo', 'dan'].map((name) => suite.signUp(name)));
    for (const { accessToken } of people) {
      for (const replica of [0, 1]) {
        const answer = await fetch(`${suite.apps.app('bff-gateway', replica).url}/auth/me/`, {
          headers: { authorization: `Bearer ${accessToken}` },
        });
        expect(answer.status).toBe(200);
      }
    }
  });

  it('go on when one of two is killed', async () => {
    const owner = await suite.signUp('survivor');
    const workspaceId = await owner.createWorkspace();
    const channelId = await owner.createChannel(workspaceId);
    await Promise.all(
      (['user-service', 'workspace-service', 'message-service'] as const).map((app) => suite.apps.app(app, 1).kill()),
    );
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1) ids.push(await owner.sendMessage(channelId, `after ${count}`));
    await eventually(
      async () => {
        expect((await owner.readActivities(workspaceId)).toSorted()).toEqual(ids.toSorted());
      },
      { within: 40_000 },
    );
  });
});
