import { Injectable } from '@nestjs/common';
import { createUser, type RegisteredAccount, type RegisterRequest, type UserView } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { AS_SERVICE, isRefusal, RpcClient } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { CredentialRepository } from './credential.repository.js';
import { IdentityRepository } from './identity.repository.js';
import { fromUserView } from './identity.view.js';
import { PasswordHasher } from './password-hasher.js';

/**
 * Creates an account across two services. The credential is stored first, pending, and activated once user-service has
 * the profile. Whatever breaks in between, user-service's event completes it; a credential without a profile opens
 * nothing and is cleaned away.
 */
@Injectable()
export class Register {
  constructor(
    private readonly passwords: PasswordHasher,
    private readonly credentials: CredentialRepository,
    private readonly identities: IdentityRepository,
    private readonly rpc: RpcClient,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Rejects with USERNAME_TAKEN or EMAIL_TAKEN, leaving nothing behind. */
  async execute({ password, ...profile }: RegisterRequest): Promise<RegisteredAccount> {
    const userId = uuidv7();
    await this.credentials.insertPending(userId, await this.passwords.hash(password));
    const user = await this.createProfile(userId, profile);
    await this.unitOfWork.run(async (tx) => {
      await this.credentials.activate([userId], tx);
      await this.identities.store([fromUserView(user)], tx);
    });
    return { userId };
  }

  private async createProfile(id: string, profile: Omit<RegisterRequest, 'password'>): Promise<UserView> {
    const { username, email, firstName, lastName } = profile;
    try {
      return await this.rpc.call(createUser, { id, username, email, firstName, lastName }, AS_SERVICE);
    } catch (error) {
      // Only these say for certain that there is no profile. After a time-out there may be one.
      if (isRefusal(error, 'USERNAME_TAKEN', 'EMAIL_TAKEN', 'VALIDATION_FAILED')) {
        await this.credentials.removePending([id]);
      }
      throw error;
    }
  }
}
