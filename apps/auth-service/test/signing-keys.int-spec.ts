import { createPublicKey } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataSource, Database, migrate, statement, UnitOfWork } from '@atrium/persistence';
import { createDatabase, type TestDatabase } from '@atrium/testing';
import { Logger } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { KeyRing } from '@atrium/secrets';

import { entities, migrations } from '../src/database/schema.js';
import { RotateSigningKeys } from '../src/signing/rotate-signing-keys.use-case.js';
import { SigningKeyRepository } from '../src/signing/signing-key.repository.js';
import { SigningKeys } from '../src/signing/signing-keys.js';
import { TokenLifetimes } from '../src/signing/token-lifetimes.js';
import { TokenSigner } from '../src/signing/token-signer.js';

const CLEAR = statement('test-clear-keys', 'DELETE FROM signing_key');
const PRIVATE_KEYS = statement<{ sealed_private_key: Buffer }>(
  'test-private-keys',
  'SELECT sealed_private_key FROM signing_key',
);
const PAUSE = statement('test-pause', 'SELECT pg_sleep(0.05)');
const POOL = 4;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('signing keys', () => {
  const ring = new KeyRing([{ id: 'k1', secret: Buffer.alloc(32, 1) }]);
  const start = new Date();
  let server: TestDatabase;
  let dataSource: ReturnType<typeof createDataSource>;
  let database: Database;

  beforeAll(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    server = await createDatabase('auth_keys');
    dataSource = createDataSource({ url: server.url, poolMax: POOL, applicationName: 'test', entities, migrations });
    await dataSource.initialize();
    await migrate(dataSource);
    database = new Database(dataSource);
  });

  beforeEach(() => database.rows(CLEAR, []));

  afterAll(async () => {
    await dataSource.destroy();
    await server.drop();
  });

  /** One process of the service, as far as signing goes. */
  function replica(keyRing = ring, accessSeconds = 900): { keys: SigningKeys; rotation: RotateSigningKeys } {
    const repository = new SigningKeyRepository(dataSource, database);
    const lifetimes = new TokenLifetimes(accessSeconds);
    const rotation = new RotateSigningKeys(new UnitOfWork(dataSource), repository, keyRing, lifetimes);
    return { keys: new SigningKeys(repository, rotation, keyRing, lifetimes), rotation };
  }

  function later(milliseconds: number): Date {
    return new Date(start.getTime() + milliseconds);
  }

  function kids(keys: SigningKeys, at: Date): string[] {
    return keys.published(at).keys.map(({ kid }) => kid);
  }

  it('are one when replicas start together, and sealed', async () => {
    const replicas = Array.from({ length: POOL }, () => replica().keys);
    // Open connections first, so that no replica is ahead of the others.
    await Promise.all(replicas.map(() => database.rows(PAUSE, [])));
    await Promise.all(replicas.map((keys) => keys.onModuleInit()));
    const [one] = replicas as [SigningKeys];
    for (const keys of replicas) expect(keys.published()).toEqual(one.published());
    expect(one.published().keys).toHaveLength(1);
    const [stored] = await database.rows(PRIVATE_KEYS, []);
    const der = one.signing().privateKey.export({ format: 'der', type: 'pkcs8' });
    expect(stored?.sealed_private_key.includes(der)).toBe(false);
  });

  it('publish no private part', async () => {
    const { keys } = replica();
    await keys.onModuleInit();
    const [jwk] = keys.published().keys;
    expect(Object.keys(jwk ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('are announced before they sign, and stay until their last token has run out', async () => {
    const { keys, rotation } = replica();
    await rotation.rotateIfDue(start);
    await keys.reload();
    const first = keys.signing().kid;
    const token = await new TokenSigner(new JwtService(), keys).sign({ sub: 'x' }, 900);
    await rotation.rotate(start);
    await rotation.rotate(start); // One successor at a time.
    await keys.reload();

    expect(kids(keys, start)).toHaveLength(2);
    expect(keys.signing(later(9 * MINUTE_MS)).kid).toBe(first);
    const second = keys.signing(later(11 * MINUTE_MS)).kid;
    expect(second).not.toBe(first);
    expect(kids(keys, later(24 * MINUTE_MS))).toContain(first);

    const jwk = keys.published(later(24 * MINUTE_MS)).keys.find(({ kid }) => kid === first);
    const pem = createPublicKey({ key: jwk ?? {}, format: 'jwk' }).export({ format: 'pem', type: 'spki' });
    expect(new JwtService().verify(token, { publicKey: pem, algorithms: ['ES256'] })).toMatchObject({ sub: 'x' });

    expect(kids(keys, later(DAY_MS))).toEqual([second]);
    await rotation.removeOutdated(later(DAY_MS));
    await keys.reload();
    expect(kids(keys, start)).toEqual([second]);
  });

  it.each([
    [3_600, 65],
    [900, 20],
    [10, 20], // Id tokens live for a quarter of an hour in any case.
  ])('of access tokens of %d seconds are published for %d minutes after their last', async (seconds, minutes) => {
    const { keys, rotation } = replica(ring, seconds);
    await rotation.rotateIfDue(start);
    await rotation.rotate(start); // The successor takes over ten minutes later.
    await keys.reload();
    const over = later((10 + minutes) * MINUTE_MS);
    const justBefore = new Date(over.getTime() - 1_000);
    expect(kids(keys, justBefore)).toHaveLength(2);
    await rotation.removeOutdated(justBefore);
    await keys.reload();
    expect(kids(keys, justBefore)).toHaveLength(2);
    expect(kids(keys, over)).toHaveLength(1);
  });

  it('rotate by themselves after thirty days of signing, and not before', async () => {
    const { keys, rotation } = replica();
    await rotation.rotateIfDue(start);
    await rotation.rotateIfDue(later(30 * DAY_MS - 11 * MINUTE_MS));
    await keys.reload();
    expect(kids(keys, start)).toHaveLength(1);
    await rotation.rotateIfDue(later(30 * DAY_MS - 10 * MINUTE_MS));
    await keys.reload();
    expect(kids(keys, start)).toHaveLength(2);
    expect(keys.signing(later(30 * DAY_MS - 1)).kid).not.toBe(keys.signing(later(30 * DAY_MS)).kid);
  });

  it('made with an older key of the ring are still opened', async () => {
    await replica().keys.onModuleInit();
    const older = { id: 'k1', secret: Buffer.alloc(32, 1) };
    const newer = { id: 'k2', secret: Buffer.alloc(32, 2) };
    await expect(replica(new KeyRing([newer, older])).keys.onModuleInit()).resolves.toBeUndefined();
    await expect(replica(new KeyRing([newer])).keys.onModuleInit()).rejects.toThrow(
      '"k1", which ENCRYPTION_KEYS does not hold',
    );
  });
});
