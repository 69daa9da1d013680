import type { Scenario } from '../scenario.ts';
import { measureDelivery } from './delivery-window.ts';

const MESSAGES_PER_SECOND = 20;

/** One person writes at a lively pace and everybody reads along: how long a message takes. */
export const deliverPaced: Scenario = {
  name: 'deliver-paced',
  title: `1 sender, ${MESSAGES_PER_SECOND} messages/s to all sockets`,
  unit: 'delivery',
  services: ['realtime-gateway'],
  measure: (bench) => measureDelivery(bench, { perSecond: MESSAGES_PER_SECOND }),
};
