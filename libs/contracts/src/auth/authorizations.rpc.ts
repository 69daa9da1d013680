import { IsString, Matches } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

export class ListAuthorizationsRequest {}

export class RevokeAuthorizationRequest {
  @IsString()
  @Matches(/^[\w-]{1,128}$/)
  readonly id!: string;
}

/** What a person has allowed an application. */
export interface AuthorizationView {
  readonly id: string;
  readonly application: { readonly clientId: string; readonly name: string };
  readonly scopes: readonly string[];
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

/** What the caller has allowed applications, and not taken back. */
export const listAuthorizations = defineRpc({
  subject: 'auth.rpc.list-authorizations.v1',
  request: ListAuthorizationsRequest,
  response: reply<AuthorizationView[]>(),
  access: 'user',
});

/** Takes an authorization back, and with it every token that was issued under it. */
export const revokeAuthorization = defineRpc({
  subject: 'auth.rpc.revoke-authorization.v1',
  request: RevokeAuthorizationRequest,
  response: reply<Record<string, never>>(),
  access: 'user',
  errors: ['AUTHORIZATION_NOT_FOUND'],
});
