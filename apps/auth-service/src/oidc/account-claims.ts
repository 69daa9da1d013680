import type { Account } from 'oidc-provider';

import type { Identity } from '../account/identity.entity.js';

/** A person as the provider knows them: standard claims of OpenID Connect Core, section 5.1. */
export function accountOf({ userId, username, email, isEmailVerified, firstName, lastName }: Identity): Account {
  return {
    accountId: userId,
    claims: () => ({
      sub: userId,
      name: `${firstName} ${lastName}`.trim() || username,
      given_name: firstName,
      family_name: lastName,
      preferred_username: username,
      email,
      email_verified: isEmailVerified,
    }),
  };
}
