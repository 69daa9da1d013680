import { Injectable } from '@nestjs/common';
import type { Adapter } from 'oidc-provider';

import { ApplicationRepository } from '../application/application.repository.js';
import { ClientAdapter } from '../application/client-adapter.js';
import { RevokeGrant } from '../authorization/revoke-grant.use-case.js';
import { GrantAdapter } from './grant-adapter.js';
import { OidcAdapter } from './oidc-adapter.js';
import { OidcRecordRepository } from './oidc-record.repository.js';

/** Where the provider finds and keeps everything. */
@Injectable()
export class OidcStorage {
  constructor(
    private readonly records: OidcRecordRepository,
    private readonly applications: ApplicationRepository,
    private readonly revokeGrant: RevokeGrant,
  ) {}

  adapterOf(model: string): Adapter {
    if (model === 'Client') return new ClientAdapter(this.applications);
    if (model === 'Grant') return new GrantAdapter(this.records, this.revokeGrant);
    return new OidcAdapter(model, this.records);
  }
}
