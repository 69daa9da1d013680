/** The external identity provider, as the configuration describes it. */
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
}

/** Which provider people may sign in with, if any. */
export class SsoSettings {
  constructor(readonly provider: SsoProviderSettings | undefined) {}
}
