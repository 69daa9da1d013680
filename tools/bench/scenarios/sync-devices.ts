import type { Scenario } from '../scenario.ts';
import { intentTemplate, measureIntents } from './fulfillment.ts';

/** Google asks which devices there are. */
export const syncDevices: Scenario = {
  name: 'sync-devices',
  title: 'SYNC of 300 devices',
  unit: 'request',
  services: ['smarthome-service'],
  measure: (bench) =>
    measureIntents(
      bench,
      () => [intentTemplate('SYNC')],
      (answer, { lights }) => lights.every((id) => answer.includes(id)),
    ),
};
