import { SCOPES } from '@atrium/contracts';
import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider';

import { CUSTOM_METADATA } from './application/client-metadata.js';
import { areGoogles } from './application/redirect-uris.js';
import { deviceFlow, renderError, rpInitiatedLogout } from './pages/page-sources.js';

const MINUTE = 60;
const DAY = 86_400;

/** A link to Google lives until somebody cuts it. */
const GOOGLE_REFRESH_SECONDS = 3_650 * DAY;
/** From the first token of a family on, however often it is renewed. */
const REFRESH_SECONDS = 30 * DAY;
/** Longer than any token that is issued under a grant while a session of 14 days lasts. */
const GRANT_SECONDS = 60 * DAY;

/** Paths below the issuer, named as django-oauth-toolkit's. */
const ROUTES: Configuration['routes'] = {
  authorization: '/authorize/',
  token: '/token/',
  revocation: '/revoke_token/',
  introspection: '/introspect/',
  userinfo: '/userinfo/',
  jwks: '/.well-known/jwks.json',
  end_session: '/logout/',
  device_authorization: '/device-authorization/',
  code_verification: '/device/',
  pushed_authorization_request: '/par/',
};

/** What is the same whoever runs the provider: protocol, lifetimes, pages. */
export const PROTOCOL: Configuration = {
  routes: ROUTES,
  responseTypes: ['code'],
  scopes: Object.keys(SCOPES),
  claims: {
    openid: ['sub'],
    profile: ['name', 'given_name', 'family_name', 'preferred_username'],
    email: ['email', 'email_verified'],
  },
  // As django-oauth-toolkit does: the id token says what the scopes say, also beside an access token.
  conformIdTokenClaims: false,
  clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  extraClientMetadata: { properties: [...CUSTOM_METADATA] },
  pkce: { required: (_ctx, client) => !isGoogle(client) },
  // DPoP would have to be checked by everything that takes a token; resource indicators have no second resource here.
  features: {
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    resourceIndicators: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => mayIntrospect(client, token.clientId) },
    backchannelLogout: { enabled: true },
    deviceFlow,
    rpInitiatedLogout,
  },
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: (ctx) => !isGoogle(ctx.oidc.client),
  expiresWithSession: (ctx, token) => !isGoogle(ctx.oidc.client) && !token.scopes.has('offline_access'),
  clientBasedCORS: (_ctx, origin, client) => allowedOrigins(client).includes(origin),
  interactions: { url: (_ctx, interaction) => `/o/interaction/${interaction.uid}` },
  fetch: fetchFromStaffsAddress,
  renderError,
  loadExistingGrant,
  ttl: {
    AccessToken: 15 * MINUTE,
    ClientCredentials: 15 * MINUTE,
    AuthorizationCode: MINUTE,
    IdToken: 15 * MINUTE,
    DeviceCode: 10 * MINUTE,
    Interaction: 10 * MINUTE,
    Session: 14 * DAY,
    Grant: GRANT_SECONDS,
    RefreshToken: (ctx, _token, client) =>
      ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ??
      (isGoogle(client) ? GOOGLE_REFRESH_SECONDS : REFRESH_SECONDS),
  },
};

/** Tokens of a client that people trust the suite with may be checked by it, all others' only by themselves. */
function mayIntrospect(client: Client, tokenOwner: string | undefined): boolean {
  return client.clientId === tokenOwner || isTrusted(client);
}

export function isTrusted(client: Client): boolean {
  return client.is_trusted === true;
}

function isGoogle(client: Client | undefined): boolean {
  return client !== undefined && areGoogles(client.redirectUris);
}

function allowedOrigins(client: Client): readonly unknown[] {
  return Array.isArray(client.allowed_origins) ? client.allowed_origins : [];
}

/**
 * Calls a client, without the library's bar on internal addresses: the only ones that are called are back-channel
 * logout URIs, which only staff can set, and the suite's own applications stand in internal networks.
 */
function fetchFromStaffsAddress(
  url: string | URL | Request,
  { dispatcher: _bar, ...options }: RequestInit & { dispatcher?: unknown } = {},
): Promise<Response> {
  return fetch(url, options);
}

/** What the person allowed this client before; of the suite's own clients, whatever they ask for. */
async function loadExistingGrant(ctx: KoaContextWithOIDC) {
  const { client, session, account, provider, result } = ctx.oidc;
  if (!client || !session) return undefined;
  const grantId = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const ofTrusted =
    isTrusted(client) && account
      ? new provider.Grant({ clientId: client.clientId, accountId: account.accountId })
      : undefined;
  const grant = known ?? ofTrusted;
  if (!grant) return undefined;
  if (isTrusted(client)) grant.addOIDCScope([...ctx.oidc.requestParamOIDCScopes].join(' '));
  // Tokens issued now must not outlive what they were granted under.
  grant.exp = Math.floor(Date.now() / 1_000) + (isGoogle(client) ? GOOGLE_REFRESH_SECONDS : GRANT_SECONDS);
  await grant.save();
  return grant;
}
