/** A request of the suite to the provider. */
export interface ProviderRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The identity provider that people sign in with. */
export interface SsoProviderSettings {
  /** Names the provider in account links; what `iss` must be, where the provider tells it. */
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly userinfoUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scopes: readonly string[];
  /** Where the provider sends browsers back to. */
  readonly callbackUrl: string;
  /** Of the suite's own provider, whose subjects are the suite's accounts: how it is asked without the network. */
  readonly request?: (request: ProviderRequest) => Promise<{ readonly status: number; readonly body: string }>;
}

/** The external provider that is configured, if any. */
export class SsoSettings {
  constructor(readonly external: SsoProviderSettings | undefined) {}
}
