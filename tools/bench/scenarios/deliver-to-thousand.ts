import type { Scenario } from '../scenario.ts';
import { measureDelivery } from './delivery-window.ts';

/** One person writes to a thousand: how long a message takes from the send to the last of them. */
export const deliverToThousand: Scenario = {
  name: 'deliver-1000',
  title: '1 sender, 10 messages/s to 1,000 sockets',
  unit: 'delivery',
  services: ['realtime-gateway'],
  measure: (bench) => measureDelivery(bench, { perSecond: 10 }, { sockets: 1_000 }),
};
