import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';
import type { AdapterPayload } from 'oidc-provider';
import { KeyRing } from '@atrium/secrets';

/** What a look-up needs to open a row; `consumed` is in seconds since the epoch. */
interface StoredRow {
  readonly key: Buffer;
  readonly sealedPayload: Buffer;
  readonly consumed: number | null;
}

const COLUMNS = `key, sealed_payload AS "sealedPayload", extract(epoch FROM consumed_at)::int AS consumed`;

const INSERT = `INSERT INTO oidc_record (model, key, sealed_payload, grant_id, account_id, uid, user_code, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))`;

const UPSERT = statement(
  'oidc-record-upsert',
  `${INSERT} ON CONFLICT (model, key) DO UPDATE SET sealed_payload = excluded.sealed_payload,
     grant_id = excluded.grant_id, account_id = excluded.account_id, uid = excluded.uid,
     user_code = excluded.user_code, expires_at = excluded.expires_at`,
);

const INSERT_ABSENT = statement<{ key: Buffer }>(
  'oidc-record-insert',
  `${INSERT} ON CONFLICT (model, key) DO NOTHING RETURNING key`,
);

const BY_KEY = statement<StoredRow>(
  'oidc-record-by-key',
  `SELECT ${COLUMNS} FROM oidc_record WHERE model = $1 AND key = $2`,
);

const BY_UID = statement<StoredRow>(
  'oidc-record-by-uid',
  `SELECT ${COLUMNS} FROM oidc_record WHERE uid = $2 AND model = $1 LIMIT 1`,
);

const BY_USER_CODE = statement<StoredRow>(
  'oidc-record-by-user-code',
  `SELECT ${COLUMNS} FROM oidc_record WHERE user_code = $2 AND model = $1 ORDER BY expires_at DESC LIMIT 1`,
);

/** One statement decides who of several uses it up: the others find no row. */
const CONSUME = statement<{ key: Buffer }>(
  'oidc-record-consume',
  `UPDATE oidc_record SET consumed_at = now() WHERE model = $1 AND key = $2 AND consumed_at IS NULL RETURNING key`,
);

const REMOVE = statement('oidc-record-remove', 'DELETE FROM oidc_record WHERE model = $1 AND key = $2');

const REMOVE_GRANT = statement<{ model: string }>(
  'oidc-record-remove-grant',
  'DELETE FROM oidc_record WHERE grant_id = $1 RETURNING model',
);

const REMOVE_OF_GRANT = statement(
  'oidc-record-remove-of-grant',
  'DELETE FROM oidc_record WHERE grant_id = $2 AND model = $1',
);

const REMOVE_OF_ACCOUNTS = statement(
  'oidc-record-remove-of-accounts',
  'DELETE FROM oidc_record WHERE account_id = ANY($1::text[])',
);

/** A minute late: clocks differ, and the library itself tells what has expired. */
const REMOVE_EXPIRED = statement<{ key: Buffer }>(
  'oidc-record-remove-expired',
  `DELETE FROM oidc_record WHERE (model, key) IN (
     SELECT model, key FROM oidc_record WHERE expires_at < now() - interval '1 minute' LIMIT $1) RETURNING key`,
);

/** Keeps the provider's artefacts: found by the hash of their id, readable with the key ring only. */
@Injectable()
export class OidcRecordRepository {
  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
  ) {}

  /** Stores an artefact, in place of the one that had this id. Whether it was used up stays as it is. */
  async upsert(model: string, id: string, payload: AdapterPayload, lifetimeSeconds: number): Promise<void> {
    await this.database.rows(UPSERT, this.valuesOf(model, id, payload, lifetimeSeconds));
  }

  /** Stores an artefact unless there is one with this id; false when there is. */
  async insert(model: string, id: string, payload: AdapterPayload, lifetimeSeconds: number): Promise<boolean> {
    return (await this.database.rows(INSERT_ABSENT, this.valuesOf(model, id, payload, lifetimeSeconds))).length > 0;
  }

  async find(model: string, id: string): Promise<AdapterPayload | undefined> {
    return this.open(model, await this.database.row(BY_KEY, [model, keyOf(id)]));
  }

  async findByUid(model: string, uid: string): Promise<AdapterPayload | undefined> {
    return this.open(model, await this.database.row(BY_UID, [model, uid]));
  }

  async findByUserCode(model: string, userCode: string): Promise<AdapterPayload | undefined> {
    return this.open(model, await this.database.row(BY_USER_CODE, [model, userCode]));
  }

  /** Uses up an artefact; false when somebody else has, or when there is none. */
  async consume(model: string, id: string): Promise<boolean> {
    return (await this.database.row(CONSUME, [model, keyOf(id)])) !== undefined;
  }

  async remove(model: string, id: string): Promise<void> {
    await this.database.rows(REMOVE, [model, keyOf(id)]);
  }

  /** Removes a grant and all that was issued under it; false when it was gone. */
  async removeGrant(tx: Transaction, grantId: string): Promise<boolean> {
    return (await this.database.rows(REMOVE_GRANT, [grantId], tx)).some(({ model }) => model === 'Grant');
  }

  async removeOfGrant(model: string, grantId: string): Promise<void> {
    await this.database.rows(REMOVE_OF_GRANT, [model, grantId]);
  }

  /** Removes whatever these people have allowed anybody, and their sessions here. */
  async removeOfAccounts(tx: Transaction, accountIds: readonly string[]): Promise<void> {
    await this.database.rows(REMOVE_OF_ACCOUNTS, [accountIds], tx);
  }

  /** Forgets at most `limit` artefacts whose time is over, and says how many. */
  async removeExpired(limit: number): Promise<number> {
    return (await this.database.rows(REMOVE_EXPIRED, [limit])).length;
  }

  private valuesOf(model: string, id: string, payload: AdapterPayload, lifetimeSeconds: number): unknown[] {
    const key = keyOf(id);
    // The id stands in the seal, because a session is also found by its uid and a device code by its user code.
    const content = JSON.stringify({ ...payload, jti: id });
    const grantId = model === 'Grant' ? id : payload.grantId;
    return [
      model,
      key,
      this.ring.seal(Buffer.from(content), contextOf(model, key)),
      grantId ?? null,
      payload.accountId ?? null,
      model === 'Session' ? (payload.uid ?? null) : null,
      payload.userCode ?? null,
      lifetimeSeconds,
    ];
  }

  private open(model: string, row: StoredRow | undefined): AdapterPayload | undefined {
    if (!row) return undefined;
    const payload = JSON.parse(
      this.ring.open(row.sealedPayload, contextOf(model, row.key)).toString(),
    ) as AdapterPayload;
    return row.consumed === null ? payload : { ...payload, consumed: row.consumed };
  }
}

function keyOf(id: string): Buffer {
  return createHash('sha256').update(id).digest();
}

/** Bound to its row, a payload cannot be moved to another. */
function contextOf(model: string, key: Buffer): string {
  return `oidc_record ${model} ${key.toString('hex')}`;
}
