import type { Scenario } from '../scenario.ts';
import { measureDelivery } from './delivery-window.ts';

const IN_FLIGHT = 256;
/** A socket's frames are served one after the other; several senders keep the log busy. */
const SENDERS = 64;

/** So many messages that every turn of the gateway holds several: what a delivery costs at the limit. */
export const saturateThousand: Scenario = {
  name: 'saturate-1000',
  title: `${SENDERS} senders, always ${IN_FLIGHT} messages under way to 1,000 sockets`,
  unit: 'delivery',
  services: ['realtime-gateway'],
  measure: (bench) => measureDelivery(bench, { inFlight: IN_FLIGHT }, { sockets: 1_000, senders: SENDERS }),
};
