import type { Scenario } from '../scenario.ts';
import { measureDelivery } from './delivery-window.ts';

const IN_FLIGHT = 8;

/** As many messages as go through, with a few always under way: what a delivery costs. */
export const deliverSaturated: Scenario = {
  name: 'deliver-saturated',
  title: `1 sender, always ${IN_FLIGHT} messages under way`,
  unit: 'delivery',
  services: ['realtime-gateway'],
  measure: (bench) => measureDelivery(bench, { inFlight: IN_FLIGHT }),
};
