import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataSource, Database, migrate, statement } from '@atrium/persistence';
import { createDatabase, type TestDatabase } from '@atrium/testing';
import { Logger } from '@nestjs/common';
import { KeyRing } from '@atrium/secrets';

import { entities, migrations } from '../src/database/schema.js';
import { OidcAdapter } from '../src/oidc/storage/oidc-adapter.js';
import { OidcRecordRepository } from '../src/oidc/storage/oidc-record.repository.js';

const CLEAR = statement('test-clear', 'DELETE FROM oidc_record');
const ROWS = statement<{ row: string }>('test-rows', 'SELECT r::text AS row FROM oidc_record r');
const MOVE = statement('test-move', "UPDATE oidc_record SET model = 'RefreshToken' WHERE model = 'AccessToken'");
const EXPIRE = statement('test-expire', "UPDATE oidc_record SET expires_at = now() - interval '2 minutes'");

describe("the provider's storage", () => {
  const ring = new KeyRing([{ id: 'k1', secret: Buffer.alloc(32, 1) }]);
  let server: TestDatabase;
  let dataSource: ReturnType<typeof createDataSource>;
  let database: Database;
  let records: OidcRecordRepository;

  beforeAll(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    server = await createDatabase('auth_oidc');
    dataSource = createDataSource({ url: server.url, poolMax: 8, applicationName: 'test', entities, migrations });
    await dataSource.initialize();
    await migrate(dataSource);
    database = new Database(dataSource);
    records = new OidcRecordRepository(database, ring);
  });

  beforeEach(() => database.rows(CLEAR, []));

  afterAll(async () => {
    await dataSource.destroy();
    await server.drop();
  });

  function adapter(model: string): OidcAdapter {
    return new OidcAdapter(model, records);
  }

  it('gives back what was stored, by id, by uid and by user code', async () => {
    await adapter('AccessToken').upsert('token-id', { scope: 'openid', clientId: 'c' }, 60);
    await adapter('Session').upsert('session-id', { uid: 'session-uid', accountId: 'a' }, 60);
    await adapter('DeviceCode').upsert('device-id', { userCode: 'BCDFGHJK' }, 60);
    expect(await adapter('AccessToken').find('token-id')).toEqual({ jti: 'token-id', scope: 'openid', clientId: 'c' });
    expect(await adapter('Session').findByUid('session-uid')).toMatchObject({ jti: 'session-id', accountId: 'a' });
    expect(await adapter('DeviceCode').findByUserCode('BCDFGHJK')).toMatchObject({ jti: 'device-id' });
    for (const other of ['RefreshToken', 'AuthorizationCode']) {
      expect(await adapter(other).find('token-id')).toBeUndefined();
    }
    await adapter('AccessToken').destroy('token-id');
    expect(await adapter('AccessToken').find('token-id')).toBeUndefined();
  });

  it('holds neither an id nor a payload in the clear, and nothing that works elsewhere', async () => {
    await adapter('AccessToken').upsert('bearer-secret', { scope: 'secret-scope' }, 60);
    const [stored] = await database.rows(ROWS, []);
    for (const secret of ['bearer-secret', 'secret-scope']) {
      expect(stored?.row).not.toContain(secret);
      expect(stored?.row).not.toContain(Buffer.from(secret).toString('hex'));
    }
    await database.rows(MOVE, []);
    await expect(adapter('RefreshToken').find('bearer-secret')).rejects.toThrow('cannot be opened');
  });

  it('lets exactly one of several use an artefact up, and remembers that it was', async () => {
    const codes = adapter('AuthorizationCode');
    await codes.upsert('code', { clientId: 'c' }, 60);
    const uses = await Promise.allSettled(Array.from({ length: 8 }, () => codes.consume('code')));
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const use of uses) {
      if (use.status === 'rejected') expect(use.reason).toMatchObject({ error: 'invalid_grant' });
    }
    expect(await codes.find('code')).toMatchObject({ consumed: expect.any(Number) });
    await codes.upsert('code', { clientId: 'c' }, 60);
    expect(await codes.find('code')).toMatchObject({ consumed: expect.any(Number) });
    // Gone is not unused: the family was revoked meanwhile.
    await codes.destroy('code');
    await expect(codes.consume('code')).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('takes a proof against replay once', async () => {
    const proofs = adapter('ReplayDetection');
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => proofs.upsert('proof', { iss: 'c' }, 60)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('revokes what was issued under one grant, kind by kind', async () => {
    await adapter('AccessToken').upsert('a', { grantId: 'g1' }, 60);
    await adapter('AccessToken').upsert('b', { grantId: 'g2' }, 60);
    await adapter('RefreshToken').upsert('c', { grantId: 'g1' }, 60);
    await adapter('AccessToken').revokeByGrantId('g1');
    expect(await adapter('AccessToken').find('a')).toBeUndefined();
    expect(await adapter('AccessToken').find('b')).toBeDefined();
    expect(await adapter('RefreshToken').find('c')).toBeDefined();
  });

  it('forgets what has expired, a batch at a time', async () => {
    for (const id of ['a', 'b', 'c']) await adapter('Interaction').upsert(id, {}, 60);
    expect(await records.removeExpired(2)).toBe(0);
    await database.rows(EXPIRE, []);
    expect(await records.removeExpired(2)).toBe(2);
    expect(await records.removeExpired(2)).toBe(1);
  });
});
