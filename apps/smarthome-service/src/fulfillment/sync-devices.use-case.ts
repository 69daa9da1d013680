import { Buffer } from 'node:buffer';

import { Injectable } from '@nestjs/common';
import { checkDevice, checkResponse, syncAttributes, type SyncDevice } from '@atrium/google-home';
import { UnitOfWork } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';

import { DeviceDirectory } from '../device/device-directory.js';
import type { DeviceRecord } from '../device/device-record.js';
import { GoogleLinks } from '../link/google-links.js';
import { Quarantine } from './quarantine.js';

/** An answer is one message between two apps, of a megabyte at most. */
const MAX_BYTES = 900_000;

export interface SyncAnswer {
  readonly agentUserId: string;
  readonly devices: readonly SyncDevice[];
}

/** Tells which devices somebody has, also those that are offline; that links them to Google. */
@Injectable()
export class SyncDevices {
  constructor(
    private readonly directory: DeviceDirectory,
    private readonly links: GoogleLinks,
    private readonly unitOfWork: UnitOfWork,
    private readonly quarantine: Quarantine,
  ) {}

  async execute({ userId, client, sessionId }: Caller): Promise<SyncAnswer> {
    const devices = await this.directory.forUser(userId);
    // Only an application is told of changes later; the session of its token is the grant it was issued under.
    if (client) await this.unitOfWork.run((tx) => this.links.link(tx, userId, sessionId));
    return { agentUserId: userId, devices: this.shownOf(devices) };
  }

  private shownOf(devices: readonly DeviceRecord[]): SyncDevice[] {
    let bytes = 0;
    return devices.flatMap((device) => {
      const shown = this.shown(device);
      bytes += Buffer.byteLength(JSON.stringify(shown));
      if (bytes <= MAX_BYTES) return shown;
      this.quarantine.report('SYNC', device, 'The answer would be too large.');
      return [];
    });
  }

  /** Nothing for a device that would have Google refuse the whole answer. */
  private shown(device: DeviceRecord): SyncDevice[] {
    try {
      const shown = toSyncDevice(device);
      const problem = problemOf(shown, device);
      if (problem === undefined) return [shown];
      this.quarantine.report('SYNC', device, problem);
    } catch (error) {
      this.quarantine.report('SYNC', device, String(error));
    }
    return [];
  }
}

function toSyncDevice(device: DeviceRecord): SyncDevice {
  const { id, type, traits, attributes, willReportState, roomHint, deviceInfo, customData, otherDeviceIds } = device;
  const { name, nicknames, defaultNames } = device.name;
  return {
    ...{ id, type, traits, willReportState },
    name: { name, nicknames, defaultNames },
    attributes: syncAttributes(traits, attributes),
    ...(roomHint === null ? {} : { roomHint }),
    ...(deviceInfo === null ? {} : { deviceInfo }),
    ...(Object.keys(customData).length === 0 ? {} : { customData }),
    ...(otherDeviceIds === null ? {} : { otherDeviceIds }),
  };
}

function problemOf(shown: SyncDevice, { type, traits, attributes }: DeviceRecord): string | undefined {
  if (shown.name.name.trim() === '') return 'The name is blank.';
  const problems = Object.values(checkDevice({ type, traits, attributes })).flat();
  if (problems.length > 0) return problems.join(' ');
  return checkResponse('SYNC', { requestId: '', payload: { agentUserId: '', devices: [shown] } });
}
