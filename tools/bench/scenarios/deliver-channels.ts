import type { Scenario } from '../scenario.ts';
import { measureDelivery } from './delivery-window.ts';

/** Many small conversations at the same time. */
export const deliverChannels: Scenario = {
  name: 'deliver-channels',
  title: '200 messages/s to 1,000 sockets in 100 channels',
  unit: 'delivery',
  services: ['realtime-gateway', 'message-service'],
  measure: (bench) => measureDelivery(bench, { perSecond: 200 }, { sockets: 1_000, channels: 100, senders: 100 }),
};
