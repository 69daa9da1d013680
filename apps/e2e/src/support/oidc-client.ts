import * as oidc from 'openid-client';

/** Where clients are called back. */
export const CALLBACK = 'https://client.example.com/callback';

/** A client of the provider, as its owner was told of it. */
export interface RegisteredApplication {
  readonly id: number;
  readonly client_id: string;
  readonly client_secret: string;
}

/** What a client's library learns about the provider. */
export function discoverProvider(
  url: string,
  { client_id: id, client_secret: secret }: RegisteredApplication,
): Promise<oidc.Configuration> {
  return oidc.discovery(new URL(`${url}/o`), id, secret, undefined, {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the suite under test is served over plain http
    execute: [oidc.allowInsecureRequests],
    algorithm: 'oidc',
  });
}

/** What a client remembers of a request until it is called back. */
export interface Request {
  readonly url: URL;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** A request for a code with PKCE; `more` goes over what is usual. */
export async function authorization(
  client: oidc.Configuration,
  scope = 'openid profile email',
  more: Record<string, string> = {},
): Promise<Request> {
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: CALLBACK,
    scope,
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  });
  return { url, verifier, state, nonce };
}

/** Exchanges the code of a callback for tokens. */
export function redeem(client: oidc.Configuration, callback: URL, { verifier, state, nonce }: Request) {
  return oidc.authorizationCodeGrant(client, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
  });
}

/** The `error` that a client's library was answered with. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof oidc.ResponseBodyError || error instanceof oidc.AuthorizationResponseError) return error.error;
    throw error;
  }
  throw new Error('It was not refused');
}

/** Whether the provider says that a token is good. */
export async function isActive(client: oidc.Configuration, token: string): Promise<boolean> {
  return (await oidc.tokenIntrospection(client, token)).active;
}
