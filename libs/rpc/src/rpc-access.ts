import type { Caller } from './caller.js';

/** Metadata key of a handler's `RpcAccess`. */
export const RPC_ACCESS = Symbol('RPC_ACCESS');

/** Verifies forwarded access tokens; implemented by `@atrium/auth` with the published public keys. */
export abstract class TokenVerifier {
  /** Resolves to the caller; rejects with TOKEN_INVALID when the token is not good (any more). */
  abstract verify(accessToken: string): Promise<Caller> | Caller;
}
