import { Injectable } from '@nestjs/common';
import { Database, managerOf, statement, type Transaction } from '@atrium/persistence';
import { DataSource } from 'typeorm';

import type { NewSigningKey } from './new-signing-key.js';
import { SigningKey } from './signing-key.entity.js';

/** `pg_advisory_xact_lock` key of changes to the set of keys: the ASCII codes of "sign". */
const CHANGE_LOCK = 0x7369676e;

const LOCK = statement('signing-key-lock', 'SELECT pg_advisory_xact_lock($1)');

const INSERT = statement(
  'signing-key-insert',
  'INSERT INTO signing_key (kid, public_jwk, sealed_private_key, signs_from) VALUES ($1, $2, $3, $4)',
);

const REMOVE_RETIRED = statement('signing-key-remove', 'DELETE FROM signing_key WHERE retired_at <= $1');

@Injectable()
export class SigningKeyRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: Database,
  ) {}

  /** Waits until no other replica changes the set of keys; holds until the transaction ends. */
  async lockForChange(tx: Transaction): Promise<void> {
    await this.database.rows(LOCK, [CHANGE_LOCK], tx);
  }

  findAll(): Promise<SigningKey[]> {
    return this.dataSource.manager.find(SigningKey);
  }

  async findNewest(tx: Transaction): Promise<SigningKey | undefined> {
    const [newest] = await managerOf(tx).find(SigningKey, { order: { signsFrom: 'DESC' }, take: 1 });
    return newest;
  }

  async insert(tx: Transaction, { kid, publicJwk, sealedPrivateKey, signsFrom }: NewSigningKey): Promise<void> {
    await this.database.rows(INSERT, [kid, JSON.stringify(publicJwk), sealedPrivateKey, signsFrom], tx);
  }

  async retire(tx: Transaction, kid: string, retiredAt: Date): Promise<void> {
    await managerOf(tx).update(SigningKey, { kid }, { retiredAt });
  }

  /** Destroys the keys that were retired by this moment. */
  async removeRetired(by: Date): Promise<void> {
    await this.database.rows(REMOVE_RETIRED, [by]);
  }
}
