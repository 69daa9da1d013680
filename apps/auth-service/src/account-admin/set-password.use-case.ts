import { Injectable } from '@nestjs/common';
import type { SetPasswordRequest } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError, type Caller } from '@atrium/rpc';

import { refuseCommonPassword } from '../account/common-passwords.js';
import { CredentialRepository } from '../account/credential.repository.js';
import { PasswordHasher } from '../account/password-hasher.js';
import { RevokeSession } from '../session/revoke-session.use-case.js';
import { StaffGate } from './staff-gate.js';

/** Gives a person another password. Whoever is signed in with the old one is signed out, but for the caller. */
@Injectable()
export class SetPassword {
  constructor(
    private readonly gate: StaffGate,
    private readonly passwords: PasswordHasher,
    private readonly credentials: CredentialRepository,
    private readonly revokeSession: RevokeSession,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Rejects with USER_NOT_FOUND for another person's password, unless the caller is staff; VALIDATION_FAILED for a common one. */
  async execute(caller: Caller, { userId, password }: SetPasswordRequest): Promise<void> {
    if (caller.userId !== userId && !(await this.gate.isStaff(caller))) {
      throw new DomainError('USER_NOT_FOUND', 'No User matches the given query.');
    }
    refuseCommonPassword(password, 'password');
    const passwordHash = await this.passwords.hash(password);
    await this.unitOfWork.run(async (tx) => {
      await this.credentials.replace(tx, userId, passwordHash);
      await this.revokeSession.executeAll(
        tx,
        [userId],
        { kind: 'password-changed', actorId: caller.userId },
        caller.sessionId,
      );
    });
  }
}
