import type { Scenario } from '../scenario.ts';
import { intentTemplate, measureIntents } from './fulfillment.ts';

const AT_ONCE = 20;

/** Google switches twenty devices, in one request; each time they really change. */
export const executeDevices: Scenario = {
  name: 'execute-devices',
  title: `EXECUTE on ${AT_ONCE} devices`,
  unit: 'request',
  services: ['smarthome-service'],
  measure: (bench) =>
    measureIntents(
      bench,
      ({ lights }) => [true, false].flatMap((on) => groupsOf(lights).map((group) => switching(group, on))),
      (answer) => answer.includes('"SUCCESS"') && !answer.includes('"ERROR"'),
    ),
};

/** Requests that are under way together concern different devices. */
function groupsOf(lights: readonly string[]): string[][] {
  const groups = Math.floor(lights.length / AT_ONCE);
  return Array.from({ length: groups }, (_, at) => lights.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}

function switching(group: readonly string[], on: boolean): string {
  const execution = [{ command: 'action.devices.commands.OnOff', params: { on } }];
  return intentTemplate('EXECUTE', { commands: [{ devices: group.map((id) => ({ id })), execution }] });
}
