import { DomainError } from '@atrium/rpc';
import OAuth2Strategy from 'passport-oauth2';

import { providerProfile, type ProviderLogin, type ProviderProfile, type ProviderTokens } from './provider-login.js';
import type { SsoProviderSettings } from './sso-settings.js';
import type { SsoTransactions } from './sso-transactions.js';

/** What this strategy is given in the place of an Express request. */
export interface SsoExchange {
  readonly query: { readonly code?: string; readonly state?: string; readonly error?: string };
  /** Where to go in the end; set when a login begins. */
  readonly returnTo: string;
  /** What the browser keeps: set by a login that begins, read by one that ends. */
  transaction: string;
}

/** Passport's outcomes, of which a strategy calls exactly one. */
export interface Outcomes {
  success(login: ProviderLogin, info: { readonly state?: string }): void;
  redirect(url: string): void;
  fail(challenge?: unknown): void;
  error(err: unknown): void;
}

type Callback = (err: Error | null, ...rest: unknown[]) => void;

/** Authorization code with PKCE against one provider; state lives in the browser instead of an Express session. */
export class ProviderStrategy extends OAuth2Strategy {
  constructor(
    private readonly provider: SsoProviderSettings,
    transactions: SsoTransactions,
  ) {
    super(
      {
        authorizationURL: provider.authorizationUrl,
        tokenURL: provider.tokenUrl,
        clientID: provider.clientId,
        clientSecret: provider.clientSecret,
        callbackURL: provider.callbackUrl,
        scope: [...provider.scopes],
        pkce: true,
        state: true,
        store: stateStore(transactions) as unknown as OAuth2Strategy.StateStore,
      },
      (accessToken: string, refreshToken: string, results: unknown, profile: ProviderProfile, verified) =>
        verified(null, { profile, tokens: tokensOf(accessToken, refreshToken, results) } satisfies ProviderLogin),
    );
    this._oauth2.useAuthorizationHeaderforGET(true);
    if (provider.request) askBy(this._oauth2, provider.request);
  }

  override userProfile(accessToken: string, done: (err?: unknown, profile?: ProviderProfile) => void): void {
    this._oauth2.get(this.provider.userinfoUrl, accessToken, (error: unknown, body) => {
      if (error)
        return done(new DomainError('SSO_PROVIDER_UNAVAILABLE', 'The identity provider does not tell who you are'));
      const claims = providerProfile.safeParse(parsed(body));
      if (!claims.success)
        return done(new DomainError('SSO_FAILED', 'The identity provider does not tell who you are'));
      done(null, claims.data);
    });
  }

  /** RFC 6749, section 6. Rejects when the provider refuses. */
  refresh(refreshToken: string): Promise<ProviderTokens> {
    return new Promise((resolve, reject) => {
      this._oauth2.getOAuthAccessToken(
        refreshToken,
        { grant_type: 'refresh_token' },
        (error: unknown, accessToken: string | undefined, next: string | undefined, results: unknown) => {
          if (error || !accessToken) reject(new Error(`The provider refuses to refresh (${statusOf(error)})`));
          else resolve(tokensOf(accessToken, next, results));
        },
      );
    });
  }
}

/** Has the OAuth client send its requests this way instead of over the network. */
function askBy(client: object, send: NonNullable<SsoProviderSettings['request']>): void {
  const request = (
    method: 'GET' | 'POST',
    url: string,
    headers: Record<string, string> | null,
    body: string | null,
    accessToken: string | null,
    done: (error: unknown, body?: string) => void,
  ): void => {
    const authorization = accessToken === null ? {} : { authorization: `Bearer ${accessToken}` };
    send({ method, url, headers: { ...headers, ...authorization }, body: body ?? '' }).then(
      ({ status, body: data }) => (status === 200 ? done(null, data) : done({ statusCode: status, data })),
      (error: unknown) => done(error),
    );
  };
  Object.assign(client, { _request: request });
}

/** passport-oauth2's contract of five and four arguments for stores that keep a PKCE verifier too. */
function stateStore(transactions: SsoTransactions) {
  return {
    store: (exchange: SsoExchange, verifier: string, _state: unknown, _meta: unknown, done: Callback): void => {
      const { state, sealed } = transactions.begin(verifier, exchange.returnTo);
      exchange.transaction = sealed;
      done(null, state);
    },
    verify: (exchange: SsoExchange, state: string, _meta: unknown, done: Callback): void => {
      transactions.use(exchange.transaction, state).then(
        (agreed) => (agreed ? done(null, agreed.verifier, agreed.returnTo) : done(null, false, {})),
        (error: unknown) => done(error as Error),
      );
    },
  };
}

function tokensOf(accessToken: string, refreshToken: string | undefined, results: unknown): ProviderTokens {
  const expiresIn = Number((results as { expires_in?: unknown } | undefined)?.expires_in);
  return {
    accessToken,
    refreshToken: refreshToken === '' ? undefined : refreshToken,
    expiresIn: Number.isFinite(expiresIn) && expiresIn > 0 ? expiresIn : undefined,
  };
}

function parsed(body: string | Buffer | undefined): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}

function statusOf(error: unknown): string {
  return String((error as { statusCode?: number } | null)?.statusCode ?? 'no answer');
}
