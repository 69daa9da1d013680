import type { CommandGroup, Execution } from '@atrium/google-home';

/**
 * What each device is told, in the order in which it was said: an answer has one outcome for a device, however many
 * groups of commands name it.
 */
export function executionsByDevice(groups: readonly CommandGroup[]): Map<string, Execution[]> {
  const byDevice = new Map<string, Execution[]>();
  for (const { devices, execution } of groups) {
    for (const id of new Set(devices.map((device) => device.id))) {
      byDevice.set(id, [...(byDevice.get(id) ?? []), ...execution]);
    }
  }
  return byDevice;
}

/** What Google wants to hear with an answer that follows later; the last command's counts. */
export function followUpTokenOf(executions: readonly Execution[]): string | undefined {
  return executions
    .map(({ params }) => params?.followUpToken)
    .findLast((token): token is string => typeof token === 'string');
}
