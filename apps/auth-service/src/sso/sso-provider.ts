import { setTimeout } from 'node:timers/promises';

import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { CompleteSsoRequest } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';
import OAuth2Strategy from 'passport-oauth2';

import { OwnProvider } from './own-provider.js';
import type { ProviderLogin, ProviderTokens } from './provider-login.js';
import { ProviderStrategy, type Outcomes, type SsoExchange } from './provider-strategy.js';
import { SsoSettings, type SsoProviderSettings } from './sso-settings.js';
import { SsoTransactions } from './sso-transactions.js';

/** Longest that the provider may take for both of its answers, in milliseconds; below what the gateway waits. */
const ANSWER_LIMIT_MS = 8_000;

/** The page at the provider, and what the browser keeps until it comes back. */
export interface BegunLogin {
  readonly authorizationUrl: string;
  readonly transaction: string;
}

export interface FinishedLogin extends ProviderLogin {
  readonly returnTo: string;
}

/** Runs passport's strategy without an HTTP server: exchanges go in and outcomes come out as values. */
@Injectable()
export class SsoProvider implements OnModuleInit {
  private current: { readonly provider: SsoProviderSettings; readonly strategy: ProviderStrategy } | undefined;

  constructor(
    private readonly settings: SsoSettings,
    private readonly ownProvider: OwnProvider,
    private readonly transactions: SsoTransactions,
  ) {}

  async onModuleInit(): Promise<void> {
    const provider = this.settings.external ?? (await this.ownProvider.settingsOf());
    this.current = { provider, strategy: new ProviderStrategy(provider, this.transactions) };
  }

  get provider(): SsoProviderSettings {
    return this.ready.provider;
  }

  async begin(returnTo: string): Promise<BegunLogin> {
    const exchange: SsoExchange = { query: {}, returnTo, transaction: '' };
    const outcome = await this.run(exchange);
    if (!('authorizationUrl' in outcome)) throw new Error('The strategy did not redirect');
    return { authorizationUrl: outcome.authorizationUrl, transaction: exchange.transaction };
  }

  /** Rejects with SSO_FAILED when the provider refused, or the browser is not the one that began this login. */
  async finish({ transaction, state, code, error, iss }: CompleteSsoRequest): Promise<FinishedLogin> {
    // RFC 9207: the answer of another provider must not be taken for this one's.
    if (iss !== undefined && iss !== this.provider.issuer) throw failed();
    if (error !== undefined || code === undefined) throw failed();
    const outcome = await this.run({ query: { code, state }, returnTo: '/', transaction });
    if (!('login' in outcome)) throw failed();
    return { ...outcome.login, returnTo: outcome.returnTo };
  }

  /** New tokens for a refresh token; rejects when the provider refuses. */
  refresh(refreshToken: string): Promise<ProviderTokens> {
    return within(this.ready.strategy.refresh(refreshToken));
  }

  private get ready() {
    if (!this.current) throw new Error('The provider is known once the module has started');
    return this.current;
  }

  private run(exchange: SsoExchange) {
    type Outcome = { authorizationUrl: string } | { login: ProviderLogin; returnTo: string };
    return within(
      new Promise<Outcome>((resolve, reject) => {
        const outcomes: Outcomes = {
          redirect: (authorizationUrl) => resolve({ authorizationUrl }),
          success: (login, { state = '/' }) => resolve({ login, returnTo: state }),
          fail: () => reject(failed()),
          error: (err) => reject(err instanceof DomainError ? err : refused(err)),
        };
        // As passport does it: the outcomes belong to one exchange, the strategy to all.
        const strategy = Object.assign(Object.create(this.ready.strategy) as ProviderStrategy, outcomes);
        strategy.authenticate(exchange as never);
      }),
    );
  }
}

function within<T>(work: Promise<T>): Promise<T> {
  const limit = setTimeout(ANSWER_LIMIT_MS, undefined, { ref: false }).then(() => {
    throw new DomainError('SSO_PROVIDER_UNAVAILABLE', 'The identity provider does not answer in time');
  });
  return Promise.race([work, limit]);
}

/**
 * What passport reports of a code that was refused, of a wrong client secret, or of a provider that is down. Its text may
 * hold secrets; its code does not.
 */
function refused(error: unknown): DomainError {
  const code = error instanceof OAuth2Strategy.TokenError ? error.code : undefined;
  if (code === 'invalid_grant') return failed();
  new Logger(SsoProvider.name).error({ msg: 'the identity provider gives no tokens', code });
  return new DomainError('SSO_PROVIDER_UNAVAILABLE', 'The identity provider cannot be reached');
}

function failed(): DomainError {
  return new DomainError('SSO_FAILED', 'Signing in at the identity provider did not work; please start again');
}
