import { Injectable } from '@nestjs/common';

import { ProviderTokenSeal } from './provider-token-seal.js';
import type { SsoLink } from './sso-link.entity.js';
import { SsoLinkRepository } from './sso-link.repository.js';
import { SsoProvider } from './sso-provider.js';

/** A token that runs out within this time counts as run out, in milliseconds: it has to be used yet. */
const MARGIN_MS = 30_000;

/** Gives the provider's access token of somebody who signed in there, renewed first when it has run out. */
@Injectable()
export class GetProviderToken {
  private readonly renewals = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly provider: SsoProvider,
    private readonly links: SsoLinkRepository,
    private readonly seal: ProviderTokenSeal,
  ) {}

  /** Undefined when this person never signed in there, or the provider lets the suite do nothing more for them. */
  async execute(userId: string): Promise<string | undefined> {
    const link = await this.links.findOfUser(userId, this.provider.provider.issuer);
    if (!link || isFresh(link)) return link && this.seal.accessToken(link);
    // A refresh token may be good once only: callers at the same time share one renewal.
    let renewal = this.renewals.get(userId);
    if (!renewal) {
      renewal = this.renew(link).finally(() => this.renewals.delete(userId));
      this.renewals.set(userId, renewal);
    }
    return renewal;
  }

  private async renew(link: SsoLink): Promise<string | undefined> {
    const refreshToken = this.seal.refreshToken(link);
    if (refreshToken === undefined) return undefined;
    try {
      const tokens = await this.provider.refresh(refreshToken);
      if (await this.links.renew(link, this.seal.seal(link, tokens))) return tokens.accessToken;
    } catch (error) {
      const current = await this.renewedMeanwhile(link);
      if (current === undefined) throw error;
      return current;
    }
    return this.renewedMeanwhile(link);
  }

  /** What another replica, or a new login, has stored since the link was read. */
  private async renewedMeanwhile(link: SsoLink): Promise<string | undefined> {
    const current = await this.links.findOfUser(link.userId, link.issuer);
    return current && current.version > link.version ? this.seal.accessToken(current) : undefined;
  }
}

function isFresh({ accessExpiresAt }: SsoLink): boolean {
  return accessExpiresAt === null || accessExpiresAt.getTime() - MARGIN_MS > Date.now();
}
