import type { Scenario } from '../scenario.ts';
import { intentTemplate, measureIntents } from './fulfillment.ts';

const ASKED = 100;

/** Google asks how a hundred devices are. */
export const queryDevices: Scenario = {
  name: 'query-devices',
  title: `QUERY of ${ASKED} devices`,
  unit: 'request',
  services: ['smarthome-service'],
  measure: (bench) =>
    measureIntents(
      bench,
      ({ lights }) => [intentTemplate('QUERY', { devices: lights.slice(0, ASKED).map((id) => ({ id })) })],
      (answer, { lights }) =>
        lights.slice(0, ASKED).every((id) => answer.includes(id)) && !answer.includes('"online":false'),
    ),
};
