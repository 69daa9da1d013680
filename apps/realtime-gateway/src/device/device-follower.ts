import type { FollowedDevice, FollowedDevices } from '@atrium/contracts';

import type { Connection } from '../connection/connection.js';
import { textFrame } from '../connection/text-frame.js';

/** What clients are sent of a device. */
export function deviceFrame({ deviceId, homeId, isOnline, state, version }: FollowedDevice): Buffer {
  const frame = { type: 'device_update', home_id: homeId, device_id: deviceId, state, online: isOnline, version };
  return textFrame(JSON.stringify(frame));
}

/** A socket that follows devices: each update tells the whole state, so that only the newest counts. */
export class DeviceFollower {
  /** The homes whose devices it gets; none until the owner of the homes has said so. */
  readonly homeIds = new Set<string>();
  checkedAt = performance.now();
  private readonly sent = new Map<string, number>();

  constructor(
    readonly connection: Connection,
    /** The one home it asked for; undefined for all. */
    readonly homeId: string | undefined,
    since: Readonly<Record<string, unknown>> = {},
  ) {
    for (const [deviceId, version] of Object.entries(since)) {
      if (typeof version === 'number') this.sent.set(deviceId, version);
    }
  }

  /** Sends what is newer than what the client has, unless it takes in too little: a check will send it later. */
  offer(device: FollowedDevice, frame: () => Buffer): void {
    if (!this.homeIds.has(device.homeId) || device.version <= (this.sent.get(device.deviceId) ?? 0)) return;
    if (this.connection.isLagging) return;
    this.sent.set(device.deviceId, device.version);
    this.connection.send(frame());
  }

  /** Takes over what may be seen, and tells the client which homes are not among it any more. */
  allow({ homeIds }: FollowedDevices): void {
    this.checkedAt = performance.now();
    for (const homeId of [...this.homeIds]) if (!homeIds.includes(homeId)) this.end(homeId);
    for (const homeId of homeIds) this.homeIds.add(homeId);
  }

  /** The client gets nothing more of the home. */
  end(homeId: string): void {
    if (!this.homeIds.delete(homeId)) return;
    this.connection.sendJson({ type: 'unsubscribed', home_id: homeId, reason: 'removed' });
  }
}
