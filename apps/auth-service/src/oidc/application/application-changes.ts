import { Injectable } from '@nestjs/common';
import type { ApplicationSettings } from '@atrium/contracts';
import { UnitOfWork, type Transaction } from '@atrium/persistence';

import { AuditLog } from '../../audit/audit-log.js';
import type { AuditKind } from '../../audit/audit-record.js';
import type { Application } from './application.entity.js';
import { ApplicationRepository, type NewApplication } from './application.repository.js';

/** Changes applications for their owner, each together with its record in the audit log. */
@Injectable()
export class ApplicationChanges {
  constructor(
    private readonly applications: ApplicationRepository,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async insert(application: NewApplication): Promise<Application> {
    return this.unitOfWork.run(async (tx) => {
      const inserted = await this.applications.insert(tx, application);
      await this.record(tx, 'oauth-application-created', inserted);
      return inserted;
    });
  }

  /** Undefined when the owner has none with this id. */
  async update(ownerId: string, id: number, settings: ApplicationSettings): Promise<Application | undefined> {
    return this.unitOfWork.run(async (tx) => {
      const updated = await this.applications.update(tx, ownerId, id, settings);
      if (updated) await this.record(tx, 'oauth-application-changed', updated);
      return updated;
    });
  }

  /** What was removed; undefined when the owner has none with this id. */
  async remove(ownerId: string, id: number): Promise<Application | undefined> {
    return this.unitOfWork.run(async (tx) => {
      const removed = await this.applications.remove(tx, ownerId, id);
      if (removed) await this.record(tx, 'oauth-application-deleted', removed);
      return removed;
    });
  }

  private async record(tx: Transaction, kind: AuditKind, application: Application): Promise<void> {
    const { ownerId, clientId: target, name, isTrusted, redirectUris } = application;
    const details = { name, isTrusted, redirectUris: redirectUris.join(' ') };
    await this.audit.add(tx, { kind, actorId: ownerId, userId: ownerId, target, details });
  }
}
