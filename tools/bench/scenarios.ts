import type { Scenario } from './scenario.ts';
import { connectSockets } from './scenarios/connect-sockets.ts';
import { deliverChannels } from './scenarios/deliver-channels.ts';
import { deliverPaced } from './scenarios/deliver-paced.ts';
import { deliverSaturated } from './scenarios/deliver-saturated.ts';
import { deliverToThousand } from './scenarios/deliver-to-thousand.ts';
import { executeDevices } from './scenarios/execute-devices.ts';
import { heartbeats } from './scenarios/heartbeats.ts';
import { holdSockets } from './scenarios/hold-sockets.ts';
import { introspect } from './scenarios/introspect.ts';
import { listMessages } from './scenarios/list-messages.ts';
import { logIn } from './scenarios/log-in.ts';
import { listLongLatest, listLongMiddle, searchCommon, searchRare } from './scenarios/long-channel.ts';
import { ownProfile } from './scenarios/own-profile.ts';
import { queryDevices } from './scenarios/query-devices.ts';
import { refresh } from './scenarios/refresh.ts';
import { saturateThousand } from './scenarios/saturate-thousand.ts';
import { sendMessage } from './scenarios/send-message.ts';
import { storm } from './scenarios/storm.ts';
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
  // Before others make the gateway's heap larger than it was.
  holdSockets,
  connectSockets,
  deliverPaced,
  deliverSaturated,
  deliverToThousand,
  saturateThousand,
  deliverChannels,
  storm,
  heartbeats,
  // Last: from here on the database holds a million messages more.
  listLongLatest,
  listLongMiddle,
  searchRare,
  searchCommon,
];
