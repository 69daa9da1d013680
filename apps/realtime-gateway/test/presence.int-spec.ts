import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  findCoMembers,
  getPresence,
  listCoMembers,
  memberRemoved,
  subjectOf,
  type CoMember,
  type MemberRemoved,
  type PresenceState,
} from '@atrium/contracts';
import { AS_SERVICE, RpcClient } from '@atrium/rpc';
import { eventually, stubRpc, type ChatSocket, type Frame, type TestPerson } from '@atrium/testing';

import { GatewaysUnderTest } from './gateway-under-test.js';

let gateways: GatewaysUnderTest;
/** Who shares a workspace, and whether they are few enough to be listed. */
let people: CoMember[] = [];
let isComplete = true;
let ada: TestPerson;
let john: TestPerson;

beforeAll(async () => {
  gateways = await GatewaysUnderTest.start();
  await stubRpc(gateways.nats, listCoMembers, () => ({ people: isComplete ? people : [], isComplete }));
  await stubRpc(gateways.nats, findCoMembers, ({ emails }) => people.filter(({ email }) => emails.includes(email)));
}, 60_000);

afterAll(() => gateways.stop());

beforeEach(() => {
  [ada, john] = [gateways.person('Ada'), gateways.person('John')];
  people = [ada, john].map(({ userId, email }) => ({ userId, email }));
  isComplete = true;
});

const ofType = (type: string) => (frame: Frame) => frame.type === type;

function statuses(socket: ChatSocket, { email }: TestPerson): string[] {
  return socket.frames.filter((frame) => frame.user_email === email).map(({ status }) => status as string);
}

/** A socket whose owner is there. */
async function present(person: TestPerson, gateway: 0 | 1 = 0, status = 'online', idleMs = 0): Promise<ChatSocket> {
  const socket = await gateways.open(person, '/ws/presence?v=2', gateway);
  socket.send({ type: 'heartbeat', status, idle_ms: idleMs });
  await socket.next(ofType('presence_state'));
  return socket;
}

async function read(person: TestPerson): Promise<PresenceState | undefined> {
  const rpc = gateways.servers.service.app.get(RpcClient);
  return (await rpc.call(getPresence, { userIds: [person.userId] }, AS_SERVICE))[0];
}

describe('presence', () => {
  it('is told over both gateways, to legacy clients in exactly these bytes', async () => {
    const legacy = await gateways.open(ada, '/ws/presence', 0);
    legacy.send({ type: 'heartbeat', status: 'online' });
    await legacy.next(ofType('presence_update'));
    const his = await present(john, 1);
    await legacy.next(({ user_email }) => user_email === john.email);
    expect(legacy.texts).toEqual([
      `{"type":"presence_update","user_email":"${ada.email}","status":"online"}`,
      `{"type":"presence_update","user_email":"${john.email}","status":"online"}`,
    ]);
    await Promise.all([legacy, his].map((socket) => socket.close()));
  });

  it('shows clients of version 2 who is there already, and what changes with its revision', async () => {
    const hers = await present(ada);
    const socket = await gateways.open(john, '/ws/presence?v=2', 1);
    socket.send({ type: 'heartbeat', status: 'online' });
    const { users, rev } = await socket.next(ofType('presence_state'));
    const state = { user_email: ada.email, status: 'online', last_active: expect.any(String), rev: expect.any(Number) };
    expect(users).toContainEqual(state);
    hers.send({ type: 'heartbeat', status: 'idle' });
    const update = await socket.next(({ user_email, status }) => user_email === ada.email && status === 'idle');
    expect(update.rev).toBeGreaterThan((users as { user_email: string; rev: number }[])[0]?.rev ?? 0);
    expect(rev).toBeGreaterThan(0);
    await Promise.all([hers, socket].map((each) => each.close()));
  });

  it('is the best of all devices, tells only changes, and hides a reconnect', async () => {
    const his = await present(john);
    const [first, second] = [await present(ada, 0), await present(ada, 1, 'online', 300_000)];
    await his.next(({ user_email }) => user_email === ada.email);
    // The idle one is left: that is a change. So is the active one when it is back.
    await first.close();
    await his.next(({ user_email, status }) => user_email === ada.email && status === 'idle');
    const again = await present(ada, 0);
    await his.next(({ user_email, status }) => user_email === ada.email && status === 'online');
    await Promise.all([again.close(), second.close()]);
    const back = await present(ada, 1);
    expect(await read(ada)).toMatchObject({ status: 'online' });
    await allIsTold(his);
    expect(statuses(his, ada).slice(0, 3)).toEqual(['online', 'idle', 'online']);
    expect(statuses(his, ada).at(-1)).toBe('online');
    expect(statuses(his, ada)).not.toContain('offline');
    await Promise.all([his, back].map((socket) => socket.close()));
  });

  it('is told to those who name somebody, where too many share a workspace', async () => {
    isComplete = false;
    const [watching, other] = [
      await gateways.open(john, '/ws/presence?v=2'),
      await gateways.open(gateways.person('Mary'), '/ws/presence?v=2'),
    ];
    watching.send({ type: 'heartbeat', status: 'online', watch: [ada.email] });
    other.send({ type: 'heartbeat', status: 'online' });
    await Promise.all([watching, other].map((socket) => socket.next(ofType('presence_state'))));
    const hers = await present(ada);
    await watching.next(({ type, user_email }) => type === 'presence_update' && user_email === ada.email);
    expect(statuses(other, ada)).toEqual([]);
    await Promise.all([watching, other, hers].map((socket) => socket.close()));
  });

  it('is not told any more to whoever shares no workspace any more', async () => {
    const his = await present(john);
    people = [{ userId: john.userId, email: john.email }];
    const removed: MemberRemoved = {
      workspaceId: 1,
      version: 2,
      occurredAt: '2025-01-15T11:00:00Z',
      userId: ada.userId,
      reason: 'removed',
    };
    gateways.nats.publish(subjectOf(memberRemoved, removed), JSON.stringify(removed));
    await allIsTold(his);
    const hers = await present(ada, 1);
    await hers.next(({ type, user_email }) => type === 'presence_update' && user_email === ada.email);
    await allIsTold(his);
    expect(statuses(his, ada)).toEqual([]);
    await Promise.all([his, hers].map((socket) => socket.close()));
  });

  it('is read by other services, with nothing known of strangers', async () => {
    const hers = await present(ada);
    expect(await read(ada)).toMatchObject({ userId: ada.userId, status: 'online', lastActive: expect.any(String) });
    expect(await read(john)).toEqual({ userId: john.userId, status: 'offline', rev: 0, lastActive: null });
    await hers.close();
  });

  it.each([
    ['a status that there is not', { type: 'heartbeat', status: 'busy' }],
    ['no status', { type: 'heartbeat' }],
    ['a time that cannot be', { type: 'heartbeat', status: 'online', idle_ms: -1 }],
    ['a name that is no address', { type: 'heartbeat', status: 'online', watch: ['ada'] }],
  ])('refuses %s', async (_what, frame) => {
    const socket = await gateways.open(ada, '/ws/presence');
    socket.send(frame);
    expect(await socket.next(ofType('error'))).toMatchObject({ code: 'bad_frame' });
    await socket.close();
  });

  it('refuses more heartbeats than anybody needs', async () => {
    const socket = await gateways.open(ada, '/ws/presence?v=2');
    for (let count = 0; count < 5; count += 1) socket.send({ type: 'heartbeat', status: 'online' });
    expect(await socket.next(ofType('error'))).toMatchObject({ code: 'rate_limited' });
    await socket.close();
  });
});

/** Whatever was told before has reached the socket once something told afterwards has. */
async function allIsTold(his: ChatSocket): Promise<void> {
  const before = statuses(his, john).length;
  his.send({ type: 'heartbeat', status: before % 2 === 0 ? 'online' : 'idle' });
  await eventually(() => expect(statuses(his, john).length).toBeGreaterThan(before));
}
