import { Injectable } from '@nestjs/common';
import type { ResetPasswordRequest } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { IdentityRepository } from '../account/identity.repository.js';
import { PasswordResetRepository } from './password-reset.repository.js';
import { RenewPassword } from './renew-password.js';
import { resetTokenHash } from './reset-token.js';

/** Sets a new password for whoever holds the mailed token, and ends all sessions of the account. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly resets: PasswordResetRepository,
    private readonly identities: IdentityRepository,
    private readonly renewPassword: RenewPassword,
  ) {}

  /** Rejects with PASSWORD_RESET_INVALID, in the same words whatever is wrong with the token. */
  async execute({ token, newPassword, origin }: ResetPasswordRequest): Promise<void> {
    const hash = resetTokenHash(token);
    // A look first, so that guesses do not cost a hash each.
    const isDone =
      (await this.resets.isGood(hash)) &&
      (await this.renewPassword.execute(newPassword, async (tx) => {
        const used = await this.resets.use(tx, hash);
        const account = used && (await this.identities.findActive(used.userId, tx));
        if (!account) return undefined;
        // Whoever has the token has read the mail.
        if (used.address !== null) await this.identities.verifyEmail(tx, account.userId, used.address);
        return { account, record: { kind: 'password-reset', actorId: account.userId, origin } };
      }));
    if (!isDone) throw new DomainError('PASSWORD_RESET_INVALID', 'Invalid or expired token');
  }
}
