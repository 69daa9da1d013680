import { Injectable } from '@nestjs/common';
import type { ApplicationView, UpdateApplicationRequest } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { ApplicationChanges } from './application-changes.js';
import { ApplicationRepository } from './application.repository.js';
import { toApplicationView } from './application.view.js';
import { checkSettings } from './check-settings.js';

/** Replaces the settings of one of the caller's own applications; the provider goes by them at the next request. */
@Injectable()
export class UpdateApplication {
  constructor(
    private readonly applications: ApplicationRepository,
    private readonly changes: ApplicationChanges,
  ) {}

  /** Rejects with APPLICATION_NOT_FOUND when it is not the caller's. */
  async execute({ id, ...settings }: UpdateApplicationRequest, caller: Caller): Promise<ApplicationView> {
    const known = await this.applications.findOneOfOwner(caller.userId, id);
    if (!known) throw applicationNotFound();
    checkSettings(settings, known.clientType, caller);
    const application = await this.changes.update(caller.userId, id, settings);
    if (!application) throw applicationNotFound();
    return toApplicationView(application);
  }
}

export function applicationNotFound(): DomainError {
  return new DomainError('APPLICATION_NOT_FOUND', 'You have no such application');
}
