/** What a login or a refresh gives: three signed or opaque tokens and how long each lives, in seconds. */
export interface TokenSet {
  readonly accessToken: string;
  readonly accessExpiresIn: number;
  readonly idToken: string;
  readonly refreshToken: string;
  readonly refreshExpiresIn: number;
}

/** The claims of an access token (RFC 7519, RFC 9068). */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string;
  /** User id, UUID v7. */
  readonly sub: string;
  /** Session id: a session that ends takes its access tokens with it. */
  readonly sid: string;
  readonly token_type: 'access';
  readonly username: string;
  readonly email: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly is_staff: boolean;
  /** The third-party client that speaks for the person; absent for the suite's own, which may do all they may. */
  readonly client_id?: string;
  /** With `client_id`: what the person has allowed it, space-separated (RFC 8693, section 4.2). */
  readonly scope?: string;
  /** Seconds since the epoch. */
  readonly iat: number;
  readonly exp: number;
}

/**
 * No access token lives longer, however auth-service is configured: who remembers ended sessions for this long has
 * refused all their tokens, also those signed before the configuration changed.
 */
export const MAX_ACCESS_TOKEN_SECONDS = 3_600;

export const TOKEN_ISSUER = 'atrium';
export const TOKEN_AUDIENCE = 'atrium-api';
