import type { ApplicationSettings, ClientType } from '@atrium/contracts';
import { DomainError, type Caller } from '@atrium/rpc';

import { faultOfOrigin, faultOfRedirectUri } from './redirect-uris.js';

/** Refuses settings that no client may have (VALIDATION_FAILED), or that only staff may choose (FORBIDDEN). */
export function checkSettings(settings: ApplicationSettings, clientType: ClientType, caller: Caller): void {
  const isPublic = clientType === 'public';
  const faults = {
    redirect_uris: faultsOf(settings.redirectUris, (uri) => faultOfRedirectUri(uri, isPublic)),
    post_logout_redirect_uris: faultsOf(settings.postLogoutRedirectUris, (uri) => faultOfRedirectUri(uri, isPublic)),
    allowed_origins: faultsOf(settings.allowedOrigins, faultOfOrigin),
    backchannel_logout_uri: faultsOf(
      settings.backchannelLogoutUri === undefined ? [] : [settings.backchannelLogoutUri],
      (uri) => faultOfRedirectUri(uri, false),
    ),
    authorization_grant_type:
      isPublic && settings.grantType === 'client-credentials' ? ['needs a confidential client'] : [],
  };
  if (settings.grantType === 'authorization-code' && settings.redirectUris.length === 0) {
    faults.redirect_uris.push('authorization-code needs at least one redirect URI');
  }
  const fields = Object.fromEntries(Object.entries(faults).filter(([, list]) => list.length > 0));
  const [first] = Object.values(fields).flat();
  if (first !== undefined) throw new DomainError('VALIDATION_FAILED', first, fields);
  if (!caller.isStaff && (settings.isTrusted === true || settings.backchannelLogoutUri !== undefined)) {
    throw new DomainError('FORBIDDEN', 'Only staff may set skip_authorization and backchannel_logout_uri');
  }
}

function faultsOf(texts: readonly string[], faultOf: (text: string) => string | undefined): string[] {
  return texts.map(faultOf).filter((fault) => fault !== undefined);
}
