import { setTimeout as delay } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import { DomainError } from '@atrium/rpc';

import { ProviderTokenSeal } from './provider-token-seal.js';
import type { SsoLink } from './sso-link.entity.js';
import { RENEWAL_SECONDS, SsoLinkRepository } from './sso-link.repository.js';
import { SsoProvider } from './sso-provider.js';

/** A token that runs out within this time counts as run out, in milliseconds: it has to be used yet. */
const MARGIN_MS = 30_000;

/** How often a replica looks whether another one has finished a renewal, in milliseconds. */
const LOOK_EVERY_MS = 100;

/**
 * Gives the provider's access token of somebody who signed in there, renewed first when it has run out. A refresh token
 * may be good once only, so callers at the same time share one renewal, whichever replica they ask. No connection to
 * the database is held while the provider answers.
 */
@Injectable()
export class GetProviderToken {
  private readonly pending = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly provider: SsoProvider,
    private readonly links: SsoLinkRepository,
    private readonly seal: ProviderTokenSeal,
  ) {}

  /**
   * Undefined when this person never signed in there, or the provider lets the suite do nothing more for them. Rejects
   * when the provider refuses or does not answer in time.
   */
  execute(userId: string): Promise<string | undefined> {
    // Joined before anything is read: who reads first may find a token stale that is renewed by the time they look.
    let token = this.pending.get(userId);
    if (!token) {
      token = this.find(userId).finally(() => this.pending.delete(userId));
      this.pending.set(userId, token);
    }
    return token;
  }

  private async find(userId: string): Promise<string | undefined> {
    const { issuer } = this.provider.provider;
    const givenUpAt = Date.now() + RENEWAL_SECONDS * 1_000;
    const stale = await this.links.findOfUser(userId, issuer);
    let link = stale;
    while (link && !isFresh(link) && link.version === stale?.version) {
      const refreshToken = this.seal.refreshToken(link);
      if (refreshToken === undefined) return undefined;
      if (await this.links.claimRenewal(link)) return this.renew(link, refreshToken);
      if (Date.now() > givenUpAt)
        throw new DomainError('SSO_PROVIDER_UNAVAILABLE', 'A renewal does not come to an end');
      await delay(LOOK_EVERY_MS);
      link = await this.links.findOfUser(userId, issuer);
    }
    return link && this.seal.accessToken(link);
  }

  private async renew(link: SsoLink, refreshToken: string): Promise<string | undefined> {
    try {
      const tokens = await this.provider.refresh(refreshToken);
      if (await this.links.renew(link, this.seal.seal(link, tokens))) return tokens.accessToken;
    } catch (error) {
      await this.links.releaseRenewal(link);
      const current = await this.renewedMeanwhile(link);
      if (current === undefined) throw error;
      return current;
    }
    return this.renewedMeanwhile(link);
  }

  /** What a new login has stored since the link was read. */
  private async renewedMeanwhile(link: SsoLink): Promise<string | undefined> {
    const current = await this.links.findOfUser(link.userId, link.issuer);
    return current && current.version > link.version ? this.seal.accessToken(current) : undefined;
  }
}

function isFresh({ accessExpiresAt }: SsoLink): boolean {
  return accessExpiresAt === null || accessExpiresAt.getTime() - MARGIN_MS > Date.now();
}
