import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';

import type { OidcRecordRepository } from './oidc-record.repository.js';

/** Kept this long when the library names no lifetime, in seconds. */
const DEFAULT_LIFETIME_SECONDS = 86_400;

/** What may be stored once only: a proof that was seen must not be overwritten by its replay. */
const INSERTED_ONCE = new Set(['ReplayDetection']);

/** Stores one kind of the provider's artefacts in PostgreSQL. */
export class OidcAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly records: OidcRecordRepository,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn = DEFAULT_LIFETIME_SECONDS): Promise<void> {
    // What clients send is stored with it, and PostgreSQL has no NUL characters.
    if (JSON.stringify(payload).includes('\\u0000')) throw new errors.InvalidRequest('NUL characters are not possible');
    if (!INSERTED_ONCE.has(this.model)) return this.records.upsert(this.model, id, payload, expiresIn);
    if (!(await this.records.insert(this.model, id, payload, expiresIn))) {
      throw new errors.InvalidRequest('this proof has been used already');
    }
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    return this.records.find(this.model, id);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.records.findByUid(this.model, uid);
  }

  findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.records.findByUserCode(this.model, userCode);
  }

  /**
   * Rejects when it was used up, or removed, since the library looked at it: of several requests with one code or one
   * refresh token exactly one goes on.
   */
  async consume(id: string): Promise<void> {
    if (!(await this.records.consume(this.model, id))) throw new errors.InvalidGrant(`${this.model} already used`);
  }

  destroy(id: string): Promise<void> {
    return this.records.remove(this.model, id);
  }

  revokeByGrantId(grantId: string): Promise<void> {
    return this.records.removeOfGrant(this.model, grantId);
  }
}
