import type { JsonWebKey } from 'node:crypto';

import { defineRpc, reply } from '../rpc-contract.js';

export class GetJwksRequest {}

/** A public signing key (RFC 7517) as the suite publishes it. */
export interface PublicJwk extends JsonWebKey {
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

export interface Jwks {
  readonly keys: readonly PublicJwk[];
}

/** The keys that verify access tokens now: the signing key, its predecessors and its announced successor. */
export const getJwks = defineRpc({
  subject: 'auth.rpc.jwks.v1',
  request: GetJwksRequest,
  response: reply<Jwks>(),
  access: 'anyone',
});
