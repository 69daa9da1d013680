import type { Scenario } from './scenario.ts';
import { connectSockets } from './scenarios/connect-sockets.ts';
import { deliverPaced } from './scenarios/deliver-paced.ts';
import { deliverSaturated } from './scenarios/deliver-saturated.ts';
import { executeDevices } from './scenarios/execute-devices.ts';
import { introspect } from './scenarios/introspect.ts';
import { listMessages } from './scenarios/list-messages.ts';
import { logIn } from './scenarios/log-in.ts';
import { ownProfile } from './scenarios/own-profile.ts';
import { queryDevices } from './scenarios/query-devices.ts';
import { refresh } from './scenarios/refresh.ts';
import { sendMessage } from './scenarios/send-message.ts';
import { syncDevices } from './scenarios/sync-devices.ts';
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
  syncDevices,
  queryDevices,
  executeDevices,
  connectSockets,
  deliverPaced,
  deliverSaturated,
];
