import type { Scenario } from './scenario.ts';
import { connectSockets } from './scenarios/connect-sockets.ts';
import { deliverPaced } from './scenarios/deliver-paced.ts';
import { deliverSaturated } from './scenarios/deliver-saturated.ts';
import { introspect } from './scenarios/introspect.ts';
import { listMessages } from './scenarios/list-messages.ts';
import { logIn } from './scenarios/log-in.ts';
import { ownProfile } from './scenarios/own-profile.ts';
import { refresh } from './scenarios/refresh.ts';
import { sendMessage } from './scenarios/send-message.ts';
import { verifyNewToken, verifyToken } from './scenarios/verify-token.ts';

/** In the order in which they are measured and printed. */
export const SCENARIOS: readonly Scenario[] = [
  listMessages,
  sendMessage,
  ownProfile,
  logIn,
  refresh,
  verifyToken,
  verifyNewToken,
  introspect,
  connectSockets,
  deliverPaced,
  deliverSaturated,
];
