import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { CreateApplicationRequest, CreatedApplication } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { ApplicationChanges } from './application-changes.js';
import { ApplicationRepository } from './application.repository.js';
import { toApplicationView } from './application.view.js';
import { checkSettings } from './check-settings.js';
import { hashOfSecret, newClientSecret } from './client-secret.js';

/** More than this many of one person would be no applications any more. */
const MAX_PER_OWNER = 100;

/** Registers a client. A confidential one gets a secret, which only this answer tells. */
@Injectable()
export class CreateApplication {
  constructor(
    private readonly applications: ApplicationRepository,
    private readonly changes: ApplicationChanges,
  ) {}

  async execute({ clientType, ...settings }: CreateApplicationRequest, caller: Caller): Promise<CreatedApplication> {
    checkSettings(settings, clientType, caller);
    if ((await this.applications.findOfOwner(caller.userId)).length >= MAX_PER_OWNER) {
      throw new DomainError('TOO_MANY_APPLICATIONS', `You have ${MAX_PER_OWNER} applications; delete one first`);
    }
    const clientSecret = clientType === 'confidential' ? newClientSecret() : null;
    const application = await this.changes.insert({
      ...settings,
      clientType,
      clientId: randomBytes(20).toString('base64url'),
      secretHash: clientSecret === null ? null : hashOfSecret(clientSecret),
      ownerId: caller.userId,
      backchannelLogoutUri: settings.backchannelLogoutUri ?? null,
      isTrusted: settings.isTrusted ?? false,
    });
    return { ...toApplicationView(application), clientSecret };
  }
}
