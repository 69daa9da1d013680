import { Injectable } from '@nestjs/common';
import type { UserChanged } from '@atrium/contracts';
import type { Transaction } from '@atrium/persistence';

import type { Identity } from '../account/identity.entity.js';
import { AuditLog } from './audit-log.js';
import type { AuditKind } from './audit-record.js';

type Flags = Pick<Identity, 'version' | 'isStaff' | 'isActive'>;

/** Records what happens to accounts, and by whom, from what user-service tells. */
@Injectable()
export class UserAudit {
  constructor(private readonly audit: AuditLog) {}

  async created(tx: Transaction, users: readonly UserChanged[]): Promise<void> {
    for (const user of users) {
      await this.record(tx, 'user-created', user);
      if (user.isStaff) await this.record(tx, 'user-made-staff', user);
    }
  }

  /** `known` are the copies as they were before; a late event of an older version says nothing that is not known. */
  async changed(tx: Transaction, users: readonly UserChanged[], known: ReadonlyMap<string, Flags>): Promise<void> {
    const latest = new Map<string, Flags>(known);
    for (const user of [...users].sort((a, b) => a.version - b.version)) {
      const before = latest.get(user.id);
      if (before && before.version >= user.version) continue;
      latest.set(user.id, user);
      for (const kind of kindsOf(before, user)) await this.record(tx, kind, user);
    }
  }

  async deleted(tx: Transaction, users: readonly UserChanged[]): Promise<void> {
    for (const user of users) await this.record(tx, 'user-deleted', user);
  }

  private async record(tx: Transaction, kind: AuditKind, { id, actorId }: UserChanged): Promise<void> {
    await this.audit.add(tx, { kind, actorId, userId: id });
  }
}

function kindsOf(before: Flags | undefined, after: Flags): AuditKind[] {
  const kinds: AuditKind[] = [];
  if (before && before.isActive !== after.isActive) {
    kinds.push(after.isActive ? 'user-reactivated' : 'user-deactivated');
  }
  if (before && before.isStaff !== after.isStaff) kinds.push(after.isStaff ? 'user-made-staff' : 'user-unmade-staff');
  return kinds.length > 0 ? kinds : ['user-changed'];
}
