import { Injectable } from '@nestjs/common';
import { createUser, type CreateUserRequest, type RegisteredAccount, type UserView } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { AS_SERVICE, isRefusal, RpcClient } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { CredentialRepository } from './credential.repository.js';
import { IdentityRepository } from './identity.repository.js';
import { fromUserView } from './identity.view.js';

/** The profile that a new account gets. */
export type NewProfile = Omit<CreateUserRequest, 'id'>;

/**
 * Creates an account across two services. The credential is stored first, pending, and activated once user-service has
 * the profile. Whatever breaks in between, user-service's event completes it; a credential without a profile opens
 * nothing and is cleaned away.
 */
@Injectable()
export class OpenAccount {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly identities: IdentityRepository,
    private readonly rpc: RpcClient,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Rejects with USERNAME_TAKEN or EMAIL_TAKEN, leaving nothing behind. */
  async execute(passwordHash: string, profile: NewProfile): Promise<RegisteredAccount> {
    const userId = uuidv7();
    await this.credentials.insertPending(userId, passwordHash);
    const user = await this.createProfile({ id: userId, ...profile });
    await this.unitOfWork.run(async (tx) => {
      await this.credentials.activate([userId], tx);
      await this.identities.store([fromUserView(user)], tx);
    });
    return { userId, user };
  }

  private async createProfile(request: CreateUserRequest): Promise<UserView> {
    try {
      return await this.rpc.call(createUser, request, AS_SERVICE);
    } catch (error) {
      // Only these say for certain that there is no profile. After a time-out there may be one.
      if (isRefusal(error, 'USERNAME_TAKEN', 'EMAIL_TAKEN', 'VALIDATION_FAILED')) {
        await this.credentials.removePending([request.id]);
      }
      throw error;
    }
  }
}
