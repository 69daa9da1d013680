import type { AllClientMetadata } from 'oidc-provider';

import type { Application } from './application.entity.js';
import { areNative } from './redirect-uris.js';

const ALL_SCOPES_BUT_INTROSPECTION =
  'openid profile email offline_access smarthome messages:read messages:write workspaces:read workspaces:write';

/** Metadata of our own, beside the standard ones. */
export const CUSTOM_METADATA = ['allowed_origins', 'is_trusted'] as const;

/** An application as the provider knows clients (RFC 7591). The "secret" is the stored hash in hexadecimal. */
export function toClientMetadata(application: Application): AllClientMetadata {
  const { clientId, name, clientType, grantType, redirectUris, secretHash, backchannelLogoutUri } = application;
  const usesCode = grantType === 'authorization-code';
  return {
    client_id: clientId,
    client_name: name,
    application_type:
      clientType === 'public' && areNative([...redirectUris, ...application.postLogoutRedirectUris]) ? 'native' : 'web',
    grant_types: grantTypesOf(grantType),
    response_types: usesCode ? ['code'] : [],
    redirect_uris: usesCode ? redirectUris : [],
    post_logout_redirect_uris: application.postLogoutRedirectUris,
    token_endpoint_auth_method: secretHash ? 'client_secret_basic' : 'none',
    ...(secretHash ? { client_secret: secretHash.toString('hex') } : {}),
    ...(application.isTrusted ? {} : { scope: ALL_SCOPES_BUT_INTROSPECTION }),
    ...(backchannelLogoutUri === null
      ? {}
      : { backchannel_logout_uri: backchannelLogoutUri, backchannel_logout_session_required: true }),
    allowed_origins: application.allowedOrigins,
    is_trusted: application.isTrusted,
  };
}

function grantTypesOf(grantType: Application['grantType']): string[] {
  switch (grantType) {
    case 'authorization-code':
      return ['authorization_code', 'refresh_token'];
    case 'client-credentials':
      return ['client_credentials'];
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return [grantType, 'refresh_token'];
  }
}
