import { Injectable } from '@nestjs/common';
import { createUser, type UserView } from '@atrium/contracts';
import type { Transaction } from '@atrium/persistence';
import { AS_SERVICE, DomainError, isRefusal, RpcClient } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import type { Identity } from '../account/identity.entity.js';
import { IdentityRepository } from '../account/identity.repository.js';
import { fromUserView } from '../account/identity.view.js';
import type { ProviderLogin, ProviderProfile } from './provider-login.js';
import { ProviderTokenSeal } from './provider-token-seal.js';
import { SsoLinkRepository } from './sso-link.repository.js';
import type { SsoProviderSettings } from './sso-settings.js';
import { numbered, usernameOf } from './username-of.js';

/** How many names are tried for somebody new. */
const NAMES_TRIED = 4;

/** Whose account somebody at a provider opens. */
@Injectable()
export class SsoAccounts {
  constructor(
    private readonly links: SsoLinkRepository,
    private readonly identities: IdentityRepository,
    private readonly rpc: RpcClient,
    private readonly seal: ProviderTokenSeal,
  ) {}

  /**
   * The account itself at the suite's own provider; at another one the account that is linked, else the one with the same address if the provider has verified that, else a new one.
   * Rejects with SSO_FAILED for a deactivated account, and where an address would have to be trusted unverified.
   */
  async findOrCreate({ issuer, request }: SsoProviderSettings, profile: ProviderProfile): Promise<Identity> {
    if (request) return this.active(profile.sub);
    const linked = await this.links.findUserId(issuer, profile.sub);
    if (linked !== undefined) return this.active(linked);
    return (await this.withAddress(profile)) ?? this.create(issuer, profile);
  }

  /**
   * Remembers whom this login opens, with the provider's tokens. Rejects with SSO_FAILED when it opens another account
   * since a moment ago.
   */
  async link(tx: Transaction, issuer: string, userId: string, { profile, tokens }: ProviderLogin): Promise<void> {
    const link = { issuer, subject: profile.sub };
    const linked = await this.links.store(tx, { ...link, userId, ...this.seal.seal(link, tokens) });
    if (linked !== userId) throw new DomainError('SSO_FAILED', 'This login was linked meanwhile; please start again');
  }

  /** The account, its address verified if it is the one that the provider has verified. Rejects with SSO_FAILED. */
  async noteVerifiedEmail(tx: Transaction, userId: string, profile: ProviderProfile): Promise<Identity> {
    const { email, email_verified: isVerified } = profile;
    if (isVerified && email !== undefined) await this.identities.verifyEmail(tx, userId, email);
    return this.active(userId, tx);
  }

  private async active(userId: string, tx?: Transaction): Promise<Identity> {
    const identity = await this.identities.findActive(userId, tx);
    if (!identity) throw accountEnded();
    return identity;
  }

  private async withAddress({ email, email_verified: isVerified }: ProviderProfile): Promise<Identity | undefined> {
    return isVerified && email !== undefined ? this.identities.findActiveByEmail(email) : undefined;
  }

  private async create(issuer: string, profile: ProviderProfile): Promise<Identity> {
    try {
      const created = fromUserView(await this.createProfile(profile));
      await this.identities.store([created]);
      return { ...created, isEmailVerified: false };
    } catch (error) {
      if (!isRefusal(error, 'EMAIL_TAKEN')) throw error;
      // Another first login of the same person may have been faster.
      const linked = await this.links.findUserId(issuer, profile.sub);
      const known = linked === undefined ? await this.withAddress(profile) : await this.active(linked);
      if (known) return known;
      throw new DomainError('SSO_FAILED', 'An account with this e-mail address exists; sign in to it another way');
    }
  }

  private async createProfile(profile: ProviderProfile): Promise<UserView> {
    const { email, given_name: firstName = '', family_name: lastName = '' } = profile;
    if (email === undefined) throw new DomainError('SSO_FAILED', 'The identity provider tells no e-mail address');
    const preferred = usernameOf(profile);
    for (let tried = 1; ; tried += 1) {
      const username = tried === 1 ? preferred : numbered(preferred);
      try {
        return await this.rpc.call(createUser, { id: uuidv7(), username, email, firstName, lastName }, AS_SERVICE);
      } catch (error) {
        if (tried === NAMES_TRIED || !isRefusal(error, 'USERNAME_TAKEN')) throw error;
      }
    }
  }
}

export function accountEnded(): DomainError {
  return new DomainError('SSO_FAILED', 'This account cannot sign in');
}
