import { createHash, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { invitationSent, prepareInvitationMail, type InvitationSent } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually, stubRpc } from '@atrium/testing';

import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

const MAILS = statement('test-mails', 'SELECT id FROM mail WHERE id = $1');

let suite: AuthServiceUnderTest;
/** What workspace-service was asked to keep, by invitation. */
const hashes = new Map<string, string[]>();

beforeAll(async () => {
  suite = await startAuthService({ redisDatabase: 7 });
  await stubRpc(suite.nats, prepareInvitationMail, ({ invitationId, tokenHash }) => {
    hashes.set(invitationId, [...(hashes.get(invitationId) ?? []), tokenHash]);
    return {
      email: `${invitationId}@example.com`,
      workspaceName: 'Engineering Team',
      invitedBy: 'Olive',
      expiresAt: new Date(Date.now() + 604_800_000).toISOString(),
    };
  });
});

afterAll(() => suite.stop());

function invitation(userId: string | null = null): InvitationSent {
  const ids = { invitationId: randomUUID(), workspaceId: 1, invitedBy: randomUUID(), userId };
  return { ...ids, workspaceName: 'Engineering Team', role: 'member', occurredAt: new Date().toISOString() };
}

it('mails a link whose token nobody else has', async () => {
  const sent = invitation();
  await suite.events.publish(invitationSent, sent);
  const { subject, text = '' } = await suite.mails.waitForMailTo(`${sent.invitationId}@example.com`);
  expect(subject).toBe('You are invited to a workspace');
  expect(text).toContain('Olive invites you to the workspace "Engineering Team"');
  const token = /\/invitations\/accept\?token=([A-Za-z0-9_-]{43})$/m.exec(text)?.[1] ?? '';
  const [hash] = hashes.get(sent.invitationId) ?? [];
  expect(hash).toBe(createHash('sha256').update(token).digest('hex'));
});

it('mails one link, the same one, however often it hears of an invitation', async () => {
  const sent = invitation();
  for (let times = 0; times < 3; times += 1) await suite.events.publish(invitationSent, sent);
  await eventually(() => expect(hashes.get(sent.invitationId)).toHaveLength(3));
  expect(new Set(hashes.get(sent.invitationId)).size).toBe(1);
  await suite.mails.waitForMailTo(`${sent.invitationId}@example.com`);
  await expect(suite.database.rows(MAILS, [sent.invitationId])).resolves.toHaveLength(1);
});

it('leaves those alone who were asked by name', async () => {
  const named = invitation(randomUUID());
  const marker = invitation();
  await suite.events.publish(invitationSent, named);
  await suite.events.publish(invitationSent, marker);
  await suite.mails.waitForMailTo(`${marker.invitationId}@example.com`);
  expect(hashes.has(named.invitationId)).toBe(false);
});
