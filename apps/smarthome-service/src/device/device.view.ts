import type { DeviceView } from '@atrium/contracts';

import type { Device } from './device.entity.js';

export function toDeviceView({ id, name, type, traits, createdAt }: Device): DeviceView {
  return { id, name, type, traits, createdAt: createdAt.toISOString() };
}
