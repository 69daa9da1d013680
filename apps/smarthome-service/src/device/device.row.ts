import type { HomeRole } from '@atrium/contracts';

import type { DeviceOfMember, DeviceRecord } from './device-record.js';
import type { Device } from './device.entity.js';

/** What a query reads of a device: its columns but for the secrets, and version as a number. */
export type DeviceRow = Omit<Device, 'pinHash' | 'sealedSecret' | 'reportedAt' | 'version'> & {
  readonly version: number;
};

export type DeviceRowOfMember = DeviceRow & { readonly role: HomeRole };

/** The columns of a {@link DeviceRow} for a table named `device`. Versions stay below 2^53. */
export const DEVICE_COLUMNS = `device.id, device.owner_id AS "ownerId", device.home_id AS "homeId", device.name,
  device.nicknames, device.default_names AS "defaultNames", device.room, device.type, device.traits,
  device.attributes, device.custom_data AS "customData", device.device_info AS "deviceInfo",
  device.other_device_ids AS "otherDeviceIds", device.will_report_state AS "willReportState", device.challenge,
  device.driver, device.driver_settings AS "driverSettings", device.is_online AS "isOnline", device.state,
  device.version::float8 AS version, device.created_at AS "createdAt", device.changed_at AS "changedAt"`;

export function toDeviceRecord({ name, nicknames, defaultNames, room, ...rest }: DeviceRow): DeviceRecord {
  return { ...rest, name: { name, nicknames, defaultNames }, roomHint: room };
}

export function toDeviceOfMember({ role, ...row }: DeviceRowOfMember): DeviceOfMember {
  return { ...toDeviceRecord(row), role };
}
