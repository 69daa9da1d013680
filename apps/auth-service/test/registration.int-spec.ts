import { randomUUID } from 'node:crypto';

import { verify } from '@node-rs/argon2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { register, userUpdated, type RegisteredAccount, type RegisterRequest } from '@atrium/contracts';
import { statement } from '@atrium/persistence';
import { eventually } from '@atrium/testing';

import { IdentityRepository } from '../src/account/identity.repository.js';
import { SettlePendingCredentials } from '../src/account/settle-pending-credentials.use-case.js';
import { startAuthService, type AuthServiceUnderTest } from './auth-service-under-test.js';

interface StoredCredential {
  readonly user_id: string;
  readonly password_hash: string;
  readonly activated_at: Date | null;
}

const CREDENTIALS = statement<StoredCredential>(
  'test-credentials',
  'SELECT user_id, password_hash, activated_at FROM credential ORDER BY created_at, user_id',
);
const AGE_CREDENTIALS = statement(
  'test-age-credentials',
  `UPDATE credential SET created_at = created_at - interval '2 hours'`,
);
const CLEAR = statement('test-clear', 'DELETE FROM credential');

describe('registration', () => {
  let auth: AuthServiceUnderTest;
  let identities: IdentityRepository;

  beforeAll(async () => {
    auth = await startAuthService({ redisDatabase: 11 });
    identities = auth.app.get(IdentityRepository, { strict: false });
  });

  afterEach(async () => {
    auth.users.mood = 'well';
    await auth.database.rows(CLEAR, []);
  });

  afterAll(() => auth.stop());

  function someone(changes: Partial<RegisterRequest> = {}): RegisterRequest {
    const username = `bob-${randomUUID()}`;
    const email = `${username}@example.com`;
    return { username, email, password: 'securePass123', firstName: 'Bob', lastName: 'Miller', ...changes };
  }

  function attempt(request: RegisterRequest): Promise<RegisteredAccount> {
    return auth.rpc.call(register, request);
  }

  it('stores an active credential and who it belongs to', async () => {
    const request = someone();
    const { userId } = await attempt(request);
    const [credential] = await auth.database.rows(CREDENTIALS, []);
    expect(credential).toMatchObject({ user_id: userId, activated_at: expect.any(Date) });
    await expect(verify(credential?.password_hash ?? '', request.password)).resolves.toBe(true);
    await expect(identities.findActiveByEmail(request.email.toUpperCase())).resolves.toMatchObject({
      userId,
      username: request.username,
      firstName: 'Bob',
      lastName: 'Miller',
      isStaff: false,
    });
  });

  it('leaves nothing behind when a name is taken', async () => {
    const taken = someone();
    await attempt(taken);
    await expect(attempt(someone({ username: taken.username }))).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    await expect(attempt(someone({ email: taken.email }))).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
    await expect(auth.database.rows(CREDENTIALS, [])).resolves.toHaveLength(1);
  });

  it('is completed by the event when it breaks off after the profile was made', async () => {
    auth.users.mood = 'breaks after';
    const request = someone();
    await expect(attempt(request)).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(auth.database.rows(CREDENTIALS, [])).resolves.toMatchObject([{ activated_at: null }]);

    const user = auth.users.named(request.username);
    if (!user) throw new Error('the stand-in has no profile');
    await auth.users.tellCreated(user);
    await eventually(async () => {
      await expect(auth.database.rows(CREDENTIALS, [])).resolves.toMatchObject([{ activated_at: expect.any(Date) }]);
      await expect(identities.findActiveByEmail(request.email)).resolves.toMatchObject({ userId: user.id });
    });
  });

  it('that broke off is settled by asking who exists, once it is old enough', async () => {
    const settle = auth.app.get(SettlePendingCredentials, { strict: false });
    const [lost, kept] = [someone(), someone()];
    auth.users.mood = 'breaks before';
    await attempt(lost).catch(() => undefined);
    auth.users.mood = 'breaks after';
    await attempt(kept).catch(() => undefined);
    await settle.execute();
    await expect(auth.database.rows(CREDENTIALS, [])).resolves.toHaveLength(2);

    await auth.database.rows(AGE_CREDENTIALS, []);
    await settle.execute();
    await expect(auth.database.rows(CREDENTIALS, [])).resolves.toMatchObject([
      { user_id: auth.users.named(kept.username)?.id, activated_at: expect.any(Date) },
    ]);
    await expect(identities.findActiveByEmail(kept.email)).resolves.toBeDefined();
  });

  it('keeps the newest version of a profile, in whatever order the events arrive', async () => {
    const request = someone();
    const { userId } = await attempt(request);
    const { email, username } = request;
    const change = { id: userId, email, username, lastName: '', isStaff: false, isActive: true };
    const occurredAt = new Date().toISOString();
    await auth.events.publish(userUpdated, { ...change, version: 3, firstName: 'Third', occurredAt });
    await auth.events.publish(userUpdated, { ...change, version: 2, firstName: 'Second', occurredAt });
    await auth.events.publish(userUpdated, {
      ...change,
      id: randomUUID(),
      email: 'last@example.com',
      version: 1,
      firstName: 'Last',
      occurredAt,
    });
    await eventually(() => expect(identities.findActiveByEmail('last@example.com')).resolves.toBeDefined());
    await expect(identities.findActive(userId)).resolves.toMatchObject({ version: 3, firstName: 'Third' });
  });

  it('knows nobody by an address that two people seem to have', async () => {
    const email = 'both@example.com';
    const one = { version: 1, email, firstName: '', lastName: '', isStaff: false, isActive: true };
    const [first, second] = [randomUUID(), randomUUID()];
    await identities.store([
      { ...one, userId: first, username: 'one' },
      { ...one, userId: second, username: 'two' },
    ]);
    await expect(identities.findActiveByEmail(email)).resolves.toBeUndefined();
    await identities.store([{ ...one, userId: first, username: 'one', version: 2, email: 'moved@example.com' }]);
    await expect(identities.findActiveByEmail(email)).resolves.toMatchObject({ userId: second });
  });
});
