/** What a bff-gateway tells before it stops. */
export interface GatewayDraining {
  /** The process whose sockets must go. */
  readonly instance: string;
}

/**
 * Heard by every realtime-gateway, at most once and by nobody else: close the sockets that pass through this process.
 * A plain message and no event: there is nothing to remember of it.
 */
export const gatewayDraining = { subject: 'bff.signal.draining.v1' } as const;
