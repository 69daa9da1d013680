/** Dependency-injection token of {@link RpcOptions}. */
export const RPC_OPTIONS = Symbol('RPC_OPTIONS');

export interface RpcOptions {
  /** The secret by which services of the suite know each other. */
  readonly internalToken: string;
}
