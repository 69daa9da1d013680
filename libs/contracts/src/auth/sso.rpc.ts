import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import type { TokenSet } from './tokens.js';

export class BeginSsoRequest {
  /** Where the browser goes once it is signed in. Anything but a path of the suite itself counts as none. */
  @IsOptional()
  @IsString()
  @MaxLength(2_048)
  readonly returnTo?: string;
}

export interface BegunSso {
  /** The provider's page to send the browser to. */
  readonly authorizationUrl: string;
  /** Sealed; the same browser must show it when it comes back. */
  readonly transaction: string;
  /** How long the browser may take, in seconds. */
  readonly expiresIn: number;
}

/** Begins a login at the external identity provider: authorization code with PKCE (RFC 6749, RFC 7636). */
export const beginSso = defineRpc({
  subject: 'auth.rpc.begin-sso.v1',
  request: BeginSsoRequest,
  response: reply<BegunSso>(),
  access: 'anyone',
});

/** What the provider sent the browser back with (RFC 6749 section 4.1.2, RFC 9207), and what the browser had kept. */
export class CompleteSsoRequest {
  @IsString()
  @MinLength(1)
  @MaxLength(4_096)
  readonly transaction!: string;

  @IsString()
  @MinLength(1)
  @MaxLength(512)
  readonly state!: string;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(4_096)
  readonly code?: string;

  @IsOptional()
  @IsString()
  @MaxLength(256)
  readonly error?: string;

  @IsOptional()
  @IsString()
  @MaxLength(2_048)
  readonly iss?: string;
}

export interface CompletedSso {
  readonly tokens: TokenSet;
  /** A path of the suite. */
  readonly returnTo: string;
}

/** Ends a login at the provider: finds or makes the account, and opens a session. A transaction is good once. */
export const completeSso = defineRpc({
  subject: 'auth.rpc.complete-sso.v1',
  request: CompleteSsoRequest,
  response: reply<CompletedSso>(),
  access: 'anyone',
  errors: ['SSO_FAILED', 'SSO_PROVIDER_UNAVAILABLE'],
  timeoutMs: 9_000,
});
