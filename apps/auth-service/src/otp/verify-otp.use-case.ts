import { Injectable } from '@nestjs/common';
import type { TokenSet, VerifyOtpRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';

import type { Identity } from '../account/identity.entity.js';
import { OpenSession } from '../session/open-session.use-case.js';
import type { OpenedSession } from '../session/opened-session.js';
import { TokenIssuer } from '../session/token-issuer.js';
import { ProveAddress } from './prove-address.use-case.js';

interface Login {
  readonly identity: Identity;
  readonly session: OpenedSession;
}

/** Exchanges a code for a session: the code is used up in the transaction that opens the session. */
@Injectable()
export class VerifyOtp {
  constructor(
    private readonly proveAddress: ProveAddress,
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
      const identity = await this.proveAddress.execute(tx, email, otp);
      if (!identity) return undefined;
      const signIn = { family: 'cookie', origin, method: 'otp' } as const;
      const session = await this.openSession.execute(tx, identity.userId, signIn);
      return session && { identity, session };
    });
  }
}
