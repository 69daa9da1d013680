import { Injectable } from '@nestjs/common';
import type { Adapter } from 'oidc-provider';

import { ApplicationRepository } from '../application/application.repository.js';
import { ClientAdapter } from '../application/client-adapter.js';
import { OidcAdapter } from './oidc-adapter.js';
import { OidcRecordRepository } from './oidc-record.repository.js';

/** Where the provider finds and keeps everything. */
@Injectable()
export class OidcStorage {
  constructor(
    private readonly records: OidcRecordRepository,
    private readonly applications: ApplicationRepository,
  ) {}

  adapterOf(model: string): Adapter {
    return model === 'Client' ? new ClientAdapter(this.applications) : new OidcAdapter(model, this.records);
  }
}
