import { defineRpc, reply, type RpcContract } from '../rpc-contract.js';

/** The services that answer over NATS, by the first token of their subjects. */
export const SERVICE_NAMES = ['auth', 'user', 'workspace', 'message', 'smarthome', 'realtime'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

export class PingRequest {}

export interface Pong {
  readonly service: string;
  readonly version: string;
  readonly isReady: boolean;
  /** Seconds since this replica started. */
  readonly uptime: number;
}

/** Asks one replica of a service how it is. */
export function pingOf(service: ServiceName): RpcContract<PingRequest, Pong, never> {
  return defineRpc({
    subject: `${service}.rpc.ping.v1`,
    request: PingRequest,
    response: reply<Pong>(),
    access: 'anyone',
    timeoutMs: 1_000,
  });
}
