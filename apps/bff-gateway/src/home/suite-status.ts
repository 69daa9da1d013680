import { Injectable } from '@nestjs/common';
import { pingOf, SERVICE_NAMES, type ServiceName } from '@atrium/contracts';
import { Health } from '@atrium/observability';
import { RpcClient } from '@atrium/rpc';

export interface AppStatus {
  readonly name: string;
  readonly isWell: boolean;
  /** What it said of itself, or why it could not be asked. */
  readonly remark: string;
}

const APP_OF: Record<ServiceName, string> = {
  auth: 'auth-service',
  user: 'user-service',
  workspace: 'workspace-service',
  message: 'message-service',
  smarthome: 'smarthome-service',
  realtime: 'realtime-gateway',
};

/** Asks every app how it is. */
@Injectable()
export class SuiteStatus {
  constructor(
    private readonly rpc: RpcClient,
    private readonly health: Health,
  ) {}

  /** All seven apps, the gateway first; never rejects. */
  async ask(): Promise<AppStatus[]> {
    const own = {
      name: this.health.service,
      isWell: this.health.isReady(),
      remark: uptime(this.health.report().uptime),
    };
    return [own, ...(await Promise.all(SERVICE_NAMES.map((service) => this.askOne(service))))];
  }

  private async askOne(service: ServiceName): Promise<AppStatus> {
    const name = APP_OF[service];
    try {
      const pong = await this.rpc.call(pingOf(service), {});
      return { name, isWell: pong.isReady, remark: pong.isReady ? uptime(pong.uptime) : 'not ready' };
    } catch {
      return { name, isWell: false, remark: 'does not answer' };
    }
  }
}

function uptime(seconds: number): string {
  if (seconds < 120) return `up for ${seconds} s`;
  return seconds < 7_200 ? `up for ${Math.floor(seconds / 60)} min` : `up for ${Math.floor(seconds / 3_600)} h`;
}
