import type { Adapter, AdapterPayload } from 'oidc-provider';

import type { ApplicationRepository } from './application.repository.js';
import { toClientMetadata } from './client-metadata.js';

/** Lets the provider find clients among the applications. It never writes them. */
export class ClientAdapter implements Adapter {
  constructor(private readonly applications: ApplicationRepository) {}

  async find(id: string): Promise<AdapterPayload | undefined> {
    // PostgreSQL knows no text with NUL characters.
    if (id.includes('\0')) return undefined;
    const application = await this.applications.findByClientId(id);
    return application && toClientMetadata(application);
  }

  upsert(): Promise<void> {
    return readOnly();
  }

  findByUid(): Promise<undefined> {
    return readOnly();
  }

  findByUserCode(): Promise<undefined> {
    return readOnly();
  }

  consume(): Promise<void> {
    return readOnly();
  }

  destroy(): Promise<void> {
    return readOnly();
  }

  revokeByGrantId(): Promise<void> {
    return readOnly();
  }
}

function readOnly(): Promise<never> {
  return Promise.reject(new Error('Clients are changed through the applications only'));
}
