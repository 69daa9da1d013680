import type { DeviceStateView, DeviceView } from '@atrium/contracts';

import { isAtLeast } from '../home/home-role.js';
import type { DeviceOfMember, DeviceRecord } from './device-record.js';

export function toDeviceView(device: DeviceOfMember): DeviceView {
  const { id, homeId, name, roomHint, type, traits, attributes, customData, deviceInfo, role } = device;
  return {
    id,
    homeId,
    ...name,
    room: roomHint,
    type,
    traits,
    attributes,
    customData,
    deviceInfo,
    willReportState: device.willReportState,
    challenge: device.challenge,
    driver: device.driver,
    ...(isAtLeast(role, 'admin') ? { driverSettings: device.driverSettings } : {}),
    isOnline: device.isOnline,
    role,
    createdAt: device.createdAt.toISOString(),
  };
}

export function toDeviceStateView({ isOnline, state, version, changedAt }: DeviceRecord): DeviceStateView {
  return { isOnline, state, version, changedAt: changedAt.toISOString() };
}
