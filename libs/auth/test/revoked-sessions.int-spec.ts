import { randomUUID } from 'node:crypto';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { listRevokedSessions, sessionRevoked, subjectOf, type ListRevokedSessionsRequest } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { RpcClient } from '@atrium/rpc';
import { eventually, stubRpc, TestNats } from '@atrium/testing';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Logger } from '@nestjs/common';

import { RevokedSessions } from '../src/revoked-sessions.js';

describe('revoked sessions', () => {
  let server: TestNats;
  let link: NatsLink;
  let authService: NatsConnection;
  let sessions: RevokedSessions;

  beforeAll(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    server = await TestNats.start();
    link = await NatsLink.connect({ url: server.url, name: 'test' });
  });

  beforeEach(async () => {
    authService = await connect({ servers: server.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
    sessions = new RevokedSessions(link, new RpcClient(link, { internalToken: 'internal' }));
  });

  afterEach(async () => {
    sessions.onModuleDestroy();
    await authService.close();
  });

  afterAll(async () => {
    await link.drain();
    await server.stop();
  });

  /** Answers in auth-service's place, two ids at a time. */
  async function answering(ids: readonly string[]): Promise<void> {
    await stubRpc(authService, listRevokedSessions, ({ after = '' }: ListRevokedSessionsRequest) => ({
      sessionIds: ids.filter((id) => id > after).slice(0, 2),
    }));
  }

  function tell(sessionId: string): void {
    const payload = { sessionId, userId: randomUUID(), occurredAt: new Date().toISOString() };
    authService.publish(subjectOf(sessionRevoked, payload), JSON.stringify(payload));
  }

  it('are known from the start, all pages of them', async () => {
    await answering(['a', 'b', 'c', 'd', 'e']);
    sessions.onModuleInit();
    await sessions.whenAsked();
    expect(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => sessions.has(id))).toEqual([true, true, true, true, true, false]);
  });

  it('are told once each', async () => {
    await answering([]);
    const told: string[] = [];
    sessions.onRevoked((id) => told.push(id));
    sessions.onModuleInit();
    await sessions.whenAsked();
    const [one, other] = [randomUUID(), randomUUID()];
    for (const id of [one, one, other]) tell(id);
    await eventually(() => expect(sessions.has(other)).toBe(true));
    expect(told).toEqual([one, other]);
  });

  it('are asked for until auth-service answers', async () => {
    sessions.onModuleInit();
    await sessions.whenAsked();
    expect(sessions.has('a')).toBe(false);
    await answering(['a']);
    await eventually(() => expect(sessions.has('a')).toBe(true));
  });

  it('are asked for again after NATS was away', async () => {
    const ids = ['a'];
    await answering(ids);
    sessions.onModuleInit();
    await sessions.whenAsked();
    await server.halt();
    ids.push('b');
    await server.resume();
    await eventually(() => expect(sessions.has('b')).toBe(true));
  });
});
