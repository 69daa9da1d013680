import type { TraitState } from '@atrium/google-home';

import type { DeviceRecord } from '../device/device-record.js';

/** One command on its way to a device. */
export interface DeviceOrder {
  /** The command's id in the log, by which a driver may say later how it ended. UUID v7. */
  readonly id: string;
  readonly device: DeviceRecord;
  /** For example `action.devices.commands.OnOff`. */
  readonly command: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The states that should change; undefined for one that should go. */
  readonly nextState: TraitState;
}

/** The device did it, or has been told and will say when it is done. */
export type SendResult = 'confirmed' | 'pending';

/** Brings commands to devices of one kind. */
export interface Driver {
  /** Rejects with DeviceUnreachable, or with CommandRefused where the device cannot do it; may take longer than callers wait. */
  send(order: DeviceOrder): Promise<SendResult>;
}

/** The device does not answer and counts as offline from now on. */
export class DeviceUnreachable extends Error {
  override readonly name = 'DeviceUnreachable';
}
