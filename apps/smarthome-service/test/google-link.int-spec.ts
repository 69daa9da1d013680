import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantRevoked, revokeAuthorization, userDeleted } from '@atrium/contracts';
import { Database, statement, UnitOfWork } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';
import { eventually, stubRpc } from '@atrium/testing';

import { ReportQueue } from '../src/homegraph/report-queue.js';
import { DisconnectGoogle } from '../src/link/disconnect-google.use-case.js';
import { GoogleLinks } from '../src/link/google-links.js';
import { startSmarthome, type SmarthomeUnderTest } from './smarthome-service-under-test.js';

const REQUESTS = statement<{ count: number }>(
  'test-sync-requests',
  'SELECT count(*)::int AS count FROM homegraph_sync_request WHERE agent_user_id = $1',
);

describe('a link to Google', () => {
  let suite: SmarthomeUnderTest;
  let links: GoogleLinks;
  let unitOfWork: UnitOfWork;
  const revoked: string[] = [];

  beforeAll(async () => {
    suite = await startSmarthome();
    links = suite.service.app.get(GoogleLinks, { strict: false });
    unitOfWork = suite.service.app.get(UnitOfWork, { strict: false });
    await stubRpc(suite.nats, revokeAuthorization, ({ id }) => {
      revoked.push(id);
      return {};
    });
  });

  afterAll(() => suite.stop());

  async function linked(grantId?: string): Promise<string> {
    const userId = randomUUID();
    await unitOfWork.run((tx) => links.link(tx, userId, grantId));
    await expect(links.isLinked(userId)).resolves.toBe(true);
    return userId;
  }

  function revocation(userId: string, grantId: string, scopes: string[] = ['smarthome']) {
    return { userId, grantId, clientId: 'google', scopes, occurredAt: new Date().toISOString() };
  }

  async function ended(userId: string): Promise<void> {
    await eventually(async () => expect(await links.isLinked(userId)).toBe(false));
  }

  it('is there from the first SYNC on, and ends as often as it is ended', async () => {
    await expect(links.isLinked(randomUUID())).resolves.toBe(false);
    const userId = await linked();
    for (let time = 0; time < 2; time += 1) await unitOfWork.run((tx) => links.unlink(tx, userId));
    await ended(userId);
    await unitOfWork.run((tx) => links.link(tx, userId));
    await expect(links.isLinked(userId)).resolves.toBe(true);
  });

  it('ends when its grant is revoked, known or not', async () => {
    const known = await linked('grant-1');
    const unknown = await linked();
    await suite.events.publish(grantRevoked, revocation(known, 'grant-1'));
    await suite.events.publish(grantRevoked, revocation(unknown, 'grant-2'));
    await ended(known);
    await ended(unknown);
  });

  it('stays when another grant is revoked, or an older one than that of the latest SYNC', async () => {
    const userId = await linked('old');
    await unitOfWork.run((tx) => links.link(tx, userId, 'new'));
    const other = await linked();
    await suite.events.publish(grantRevoked, revocation(userId, 'old'));
    await suite.events.publish(grantRevoked, revocation(other, 'any', ['messages:read']));
    // Events of one kind are handled in their order, so those before this one are done with it.
    const last = await linked('last');
    await suite.events.publish(grantRevoked, revocation(last, 'last'));
    await ended(last);
    await expect(links.isLinked(userId)).resolves.toBe(true);
    await expect(links.isLinked(other)).resolves.toBe(true);
  });

  it('ends with the account', async () => {
    const userId = await linked();
    await suite.events.publish(userDeleted, {
      id: userId,
      version: 2,
      username: 'deleted',
      email: 'deleted@users.invalid',
      firstName: '',
      lastName: '',
      isStaff: false,
      isActive: false,
      occurredAt: new Date().toISOString(),
    });
    await ended(userId);
  });

  it('ends by DISCONNECT, which takes the grant back; again does no harm', async () => {
    const userId = await linked('grant-3');
    const { accessToken } = suite.mint.person('Google');
    const caller = { userId, accessToken, sessionId: 'grant-3', client: { id: 'google', scopes: ['smarthome'] } };
    const disconnect = suite.service.app.get(DisconnectGoogle, { strict: false });
    await disconnect.execute(caller as unknown as Caller);
    await disconnect.execute(caller as unknown as Caller);
    await ended(userId);
    expect(revoked).toEqual(['grant-3', 'grant-3']);
  });

  it('has nothing stored for Google while HomeGraph is off', async () => {
    const userId = await linked();
    const queue = suite.service.app.get(ReportQueue, { strict: false });
    await unitOfWork.run((tx) => queue.requestSync(tx, [userId]));
    const database = suite.service.app.get(Database, { strict: false });
    await expect(database.row(REQUESTS, [userId])).resolves.toEqual({ count: 0 });
  });
});
