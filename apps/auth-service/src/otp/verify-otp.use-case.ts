import { Injectable } from '@nestjs/common';
import type { TokenSet, VerifyOtpRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import type { Identity } from '../account/identity.entity.js';
import { IdentityRepository } from '../account/identity.repository.js';
import { OpenSession } from '../session/open-session.use-case.js';
import type { OpenedSession } from '../session/opened-session.js';
import { TokenIssuer } from '../session/token-issuer.js';
import { OneTimeCodes } from './one-time-codes.js';

interface Login {
  readonly identity: Identity;
  readonly session: OpenedSession;
}

/** Exchanges a code for a session: the code is used up in the transaction that opens the session. */
@Injectable()
export class VerifyOtp {
  constructor(
    private readonly codes: OneTimeCodes,
    private readonly identities: IdentityRepository,
    private readonly openSession: OpenSession,
    private readonly tokens: TokenIssuer,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Rejects with OTP_INVALID, in the same words whatever is wrong. */
  async execute(request: VerifyOtpRequest): Promise<TokenSet> {
    const login = await this.logIn(request);
    if (!login) throw new DomainError('OTP_INVALID', 'Invalid or expired OTP');
    return this.tokens.issue(login.identity, login.session);
  }

  /** Refuses by its result: an error would roll back the count of tries. */
  private logIn({ email, otp, origin }: VerifyOtpRequest): Promise<Login | undefined> {
    return this.unitOfWork.run(async (tx) => {
      const userId = await this.codes.use(tx, 'login', email, otp);
      if (userId === undefined) return undefined;
      // The code proves the address, which must still be theirs.
      await this.identities.verifyEmail(tx, userId, email);
      const identity = await this.identities.findActive(userId, tx);
      if (identity?.email.toLowerCase() !== email.toLowerCase()) return undefined;
      const signIn = { family: 'cookie', origin, method: 'otp' } as const;
      const session = await this.openSession.execute(tx, identity.userId, signIn);
      return session && { identity, session };
    });
  }
}
