import { setTimeout as delay } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import type { RequestPasswordResetRequest, SignInOrigin } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';

import type { Identity } from '../account/identity.entity.js';
import { IdentityRepository } from '../account/identity.repository.js';
import { AuditLog } from '../audit/audit-log.js';
import { PasswordMails } from './password-mails.js';
import { PasswordResetRepository } from './password-reset.repository.js';
import { newResetToken, resetTokenHash } from './reset-token.js';

/** Longer than it takes to store a token and its mail, so that the time of an answer does not tell who has an account. */
const ANSWER_AFTER_MS = 50;

/** Mails a token to the owner of an address. Nothing in the answer tells whether there is one. */
@Injectable()
export class RequestPasswordReset {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly resets: PasswordResetRepository,
    private readonly mails: PasswordMails,
    private readonly audit: AuditLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async execute({ email, origin }: RequestPasswordResetRequest): Promise<void> {
    await Promise.all([this.sendIfKnown(email, origin), delay(ANSWER_AFTER_MS)]);
  }

  private async sendIfKnown(email: string, origin: SignInOrigin | undefined): Promise<void> {
    const identity = await this.identities.findActiveByEmail(email);
    if (identity) await this.send(identity, origin);
  }

  /** Token, mail and record are stored together, or none of them is. */
  private send({ userId, email }: Identity, origin: SignInOrigin | undefined): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const token = newResetToken();
      const isIssued = await this.resets.issue(tx, { userId, email }, resetTokenHash(token));
      if (isIssued) await this.mails.postToken(tx, email, token);
      await this.audit.add(tx, { kind: 'password-reset-requested', userId, origin, details: { isIssued } });
    });
  }
}
