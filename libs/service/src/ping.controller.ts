import { Controller, type Type } from '@nestjs/common';
import { pingOf, type PingRequest, type Pong, type ServiceName } from '@atrium/contracts';
import type { Health } from '@atrium/observability';
import { RpcHandler } from '@atrium/rpc';

/** The controller that answers a service's ping. */
export function pingController(service: ServiceName, health: Health): Type<unknown> {
  @Controller()
  class PingController {
    @RpcHandler(pingOf(service))
    ping(_request: PingRequest): Promise<Pong> {
      const { version, uptime } = health.report();
      return Promise.resolve({ service: health.service, version, isReady: health.isReady(), uptime });
    }
  }
  return PingController;
}
