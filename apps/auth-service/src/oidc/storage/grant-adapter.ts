import type { RevokeGrant } from '../authorization/revoke-grant.use-case.js';
import { OidcAdapter } from './oidc-adapter.js';
import type { OidcRecordRepository } from './oidc-record.repository.js';

/** Stores what people allow; when the library takes such a grant back, the suite hears of it. */
export class GrantAdapter extends OidcAdapter {
  constructor(
    records: OidcRecordRepository,
    private readonly revokeGrant: RevokeGrant,
  ) {
    super('Grant', records);
  }

  override async destroy(id: string): Promise<void> {
    await this.revokeGrant.execute(id);
  }
}
