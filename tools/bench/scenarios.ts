import type { Scenario } from './scenario.ts';
import { connectSockets } from './scenarios/connect-sockets.ts';
import { deliverPaced } from './scenarios/deliver-paced.ts';
import { deliverSaturated } from './scenarios/deliver-saturated.ts';
import { listMessages } from './scenarios/list-messages.ts';
import { ownProfile } from './scenarios/own-profile.ts';
import { sendMessage } from './scenarios/send-message.ts';

/** In the order in which they are measured and printed. */
export const SCENARIOS: readonly Scenario[] = [
  listMessages,
  sendMessage,
  ownProfile,
  connectSockets,
  deliverPaced,
  deliverSaturated,
];
