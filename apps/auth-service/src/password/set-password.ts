import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

import { CredentialRepository } from '../account/credential.repository.js';
import type { Identity } from '../account/identity.entity.js';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditRecord } from '../audit/audit-record.js';
import { RevokeSession } from '../session/revoke-session.use-case.js';
import { PasswordMails } from './password-mails.js';
import { PasswordResetRepository } from './password-reset.repository.js';

/** A password as it is to be from now on. */
export interface NewPassword {
  readonly hash: string;
  /** What the audit log says of it. */
  readonly record: Pick<AuditRecord, 'kind' | 'actorId' | 'origin'>;
  /** The session that goes on; all others end. */
  readonly keptSessionId?: string;
}

/** Gives an account another password, takes away whatever the old one opened, and tells the owner by mail. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly resets: PasswordResetRepository,
    private readonly revokeSession: RevokeSession,
    private readonly audit: AuditLog,
    private readonly mails: PasswordMails,
  ) {}

  async execute(tx: Transaction, account: Identity, { hash, record, keptSessionId }: NewPassword): Promise<void> {
    const { userId, email } = account;
    const { actorId, origin } = record;
    await this.credentials.replace(tx, userId, hash);
    await this.resets.discard(tx, userId);
    await this.audit.add(tx, { ...record, userId });
    await this.revokeSession.executeAll(tx, [userId], { kind: 'session-ended', actorId, origin }, keptSessionId);
    await this.mails.postNotice(tx, email);
  }
}
