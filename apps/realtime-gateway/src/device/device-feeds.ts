import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  anyKeyOf,
  deviceStateChanged,
  followDevices,
  homeAccessEnded,
  type DeviceStateChanged,
  type FollowedDevices,
} from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { isRefusal, RpcClient } from '@atrium/rpc';
import pLimit from 'p-limit';

import type { Connection } from '../connection/connection.js';
import { hearChange } from '../membership/hear-change.js';
import { DeviceFollower, deviceFrame } from './device-follower.js';

/** After this time the owner is asked again what somebody may see and how it is, whatever was heard. */
const ROUND_MS = 60_000;
const STEP_MS = 1_000;
/** Sockets asked about in one step at most, and how many at a time. */
const STEP_SIZE = 100;
const READS_AT_ONCE = 16;

/** The sockets of this process that follow devices, and what they get. */
@Injectable()
export class DeviceFeeds implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(DeviceFeeds.name);
  private readonly followers = new Map<Connection, DeviceFollower>();
  private readonly limit = pLimit(READS_AT_ONCE);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly nats: NatsLink,
    private readonly rpc: RpcClient,
  ) {}

  onApplicationBootstrap(): void {
    const { nats, logger } = this;
    nats.connection.subscribe(anyKeyOf(deviceStateChanged), {
      callback: (error, message) => {
        if (error) logger.error({ msg: 'changes of devices are not heard', err: error });
        else if (this.followers.size > 0) this.deliver(message.json<DeviceStateChanged>());
      },
    });
    hearChange(nats, logger, homeAccessEnded, ({ homeId, userIds }) => {
      for (const follower of this.followersOf(userIds)) follower.end(homeId);
    });
    // While NATS was away, every device may have changed unheard.
    nats.onReturn(() => this.renew([...this.followers.values()]));
    this.timer = setInterval(() => this.step(performance.now()), STEP_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** The socket gets how devices are, and every change from here on. Refused where its owner has no part in the home. */
  async follow(connection: Connection, homeId?: string, since?: Readonly<Record<string, unknown>>): Promise<void> {
    const follower = new DeviceFollower(connection, homeId, since);
    follower.allow(await this.read(follower));
    if (!connection.isOpen) return;
    if (!this.followers.has(connection)) connection.onClose(() => this.followers.delete(connection));
    this.followers.set(connection, follower);
    connection.sendJson({ type: 'subscribed', home_ids: [...follower.homeIds] });
    // What was told before the socket was among the followers is read, newer than what it has.
    await this.refresh(follower);
  }

  private deliver(device: DeviceStateChanged): void {
    let frame: Buffer | undefined;
    for (const follower of this.followers.values()) {
      follower.offer(device, () => (frame ??= deviceFrame(device)));
    }
  }

  private followersOf(userIds: readonly string[]): DeviceFollower[] {
    return [...this.followers.values()].filter(({ connection }) => userIds.includes(connection.caller.userId));
  }

  private step(now: number): void {
    const due = [...this.followers.values()].filter(({ checkedAt }) => now - checkedAt >= ROUND_MS);
    this.renew(due.slice(0, STEP_SIZE));
  }

  private renew(followers: readonly DeviceFollower[]): void {
    for (const follower of followers) {
      follower.checkedAt = performance.now();
      this.refresh(follower).catch((err: unknown) => {
        this.logger.warn({ msg: 'what somebody may see of devices could not be checked', err });
      });
    }
  }

  /** Asks the owner what the socket may see, and sends what is newer than what it has. */
  private async refresh(follower: DeviceFollower): Promise<void> {
    const found = await this.read(follower).catch((error: unknown) => {
      if (isRefusal(error, 'HOME_NOT_FOUND')) return { homeIds: [], devices: [] };
      throw error;
    });
    follower.allow(found);
    for (const device of found.devices) follower.offer(device, () => deviceFrame(device));
  }

  private read({ connection, homeId }: DeviceFollower): Promise<FollowedDevices> {
    const request = homeId === undefined ? {} : { homeId };
    return this.limit(() => this.rpc.call(followDevices, request, connection.caller));
  }
}
