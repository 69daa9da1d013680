import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDataSource, Database, migrate, statement, UnitOfWork } from '@atrium/persistence';
import { createDatabase, type TestDatabase } from '@atrium/testing';
import { Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { KeyRing } from '@atrium/secrets';

import { entities, migrations } from '../src/database/schema.js';
import { DeliverMail } from '../src/mail/deliver-mail.use-case.js';
import { MailCarrier } from '../src/mail/mail-carrier.js';
import { sealMail } from '../src/mail/mail-seal.js';
import { MailRepository } from '../src/mail/mail.repository.js';

const MAIL = { to: 'ada@example.com', subject: 'Hello', text: 'Hello' };
const MAKE_DUE = statement('test-mail-due', 'UPDATE mail SET due_at = now() WHERE id = $1');
const IS_KEPT = statement<{ is_kept: boolean }>(
  'test-mail-kept',
  'SELECT sealed IS NOT NULL AS is_kept FROM mail WHERE id = $1',
);

/** Takes mails over, or fails with whatever the test says. */
class TestCarrier extends MailCarrier {
  readonly carried: string[] = [];
  failure: Error | undefined;

  override async carry(id: string): Promise<void> {
    if (this.failure) throw this.failure;
    this.carried.push(id);
    await Promise.resolve();
  }

  override close(): void {
    // Nothing is open.
  }
}

describe('delivery of mail', () => {
  const ring = new KeyRing([{ id: 'k1', secret: Buffer.alloc(32, 1) }]);
  let server: TestDatabase;
  let dataSource: ReturnType<typeof createDataSource>;
  let database: Database;
  let mails: MailRepository;
  let carrier: TestCarrier;
  let deliver: DeliverMail;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await createDatabase('auth_mail');
    dataSource = createDataSource({ url: server.url, poolMax: 4, applicationName: 'test', entities, migrations });
    await dataSource.initialize();
    await migrate(dataSource);
    database = new Database(dataSource);
    mails = new MailRepository(database);
  });

  beforeEach(() => {
    carrier = new TestCarrier();
    deliver = new DeliverMail(mails, carrier, ring);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await server.drop();
  });

  async function posted(lifetimeSeconds = 300): Promise<string> {
    const id = uuidv7();
    await new UnitOfWork(dataSource).run((tx) => mails.insert(tx, id, sealMail(ring, id, MAIL), lifetimeSeconds));
    return id;
  }

  async function isKept(id: string): Promise<boolean | undefined> {
    return (await database.row(IS_KEPT, [id]))?.is_kept;
  }

  it('happens once, however many are asked to do it', async () => {
    const id = await posted();
    await Promise.all([deliver.execute(id), deliver.execute(id), deliver.execute(id)]);
    await deliver.execute(id);
    expect(carrier.carried).toEqual([id]);
    await expect(isKept(id)).resolves.toBe(false);
  });

  it('is tried again after a failure, when it is due', async () => {
    const id = await posted();
    carrier.failure = Object.assign(new Error('connection refused'), { code: 'ECONNECTION' });
    await deliver.execute(id);
    carrier.failure = undefined;
    await deliver.executeDue();
    expect(carrier.carried).toEqual([]);
    await database.rows(MAKE_DUE, [id]);
    await deliver.executeDue();
    expect(carrier.carried).toEqual([id]);
  });

  it('is given up when the server refuses the recipient for good', async () => {
    const id = await posted();
    carrier.failure = Object.assign(new Error('no such user'), { code: 'EENVELOPE', responseCode: 550 });
    await deliver.execute(id);
    await expect(isKept(id)).resolves.toBe(false);
  });

  it('is tried again when the server refuses it for now, or refuses this suite', async () => {
    for (const fault of [
      { code: 'EENVELOPE', responseCode: 450 },
      { code: 'EAUTH', responseCode: 535 },
    ]) {
      const id = await posted();
      carrier.failure = Object.assign(new Error('not now'), fault);
      await deliver.execute(id);
      await expect(isKept(id)).resolves.toBe(true);
    }
  });

  it('does not happen after the mail has expired', async () => {
    const id = await posted(0);
    await database.rows(MAKE_DUE, [id]);
    await deliver.execute(id);
    await deliver.executeDue();
    expect(carrier.carried).toEqual([]);
    await mails.removeExpired();
    await expect(isKept(id)).resolves.toBeUndefined();
  });
});
