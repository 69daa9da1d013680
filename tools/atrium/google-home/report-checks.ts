import type { QueryDevice, SyncDevice } from '@atrium/google-home';
import type { HomeGraphServer } from '@atrium/testing';
import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CheckList, expectThat } from './check-list.ts';
import { labelOf } from './device-checks.ts';
import type { Fulfillment, SyncedAccount } from './fulfillment.ts';

const WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 250;
const ENVELOPE = new Set(['status', 'errorCode', 'exceptionCode']);

/** HomeGraph learns of an account as it does from a SYNC. */
export function learn(homeGraph: HomeGraphServer, { agentUserId, devices }: SyncedAccount): void {
  homeGraph.homes.link(
    agentUserId,
    devices.map(({ id, traits, attributes }) => ({ id, traits, ...(attributes ? { attributes } : {}) })),
  );
}

/** What was reported of each device becomes what QUERY tells. */
export async function checkReports(
  list: CheckList,
  homeGraph: HomeGraphServer,
  fulfillment: Fulfillment,
  { agentUserId, devices }: SyncedAccount,
): Promise<void> {
  list.heading('Report State');
  for (const device of devices) {
    if (!device.willReportState) list.skip(labelOf(device), 'it is not reported');
    else await list.check(`${labelOf(device)} is reported as QUERY tells it`, () => agree(device));
  }
  await list.check('HomeGraph refused none of the reports', () => {
    const refused = homeGraph.calls.filter(({ status }) => status === 400);
    expectThat(refused.length === 0, `${refused.length} calls were wrong: ${JSON.stringify(refused[0])}`);
  });

  async function agree(device: SyncDevice): Promise<void> {
    const deadline = Date.now() + WITHIN_MS;
    for (;;) {
      const reported = homeGraph.homes.stateOf(agentUserId, device.id);
      const queried = (await fulfillment.query([device]))[device.id];
      if (isSame(reported, queried)) return;
      const difference = `reported ${JSON.stringify(reported)}, told by QUERY ${JSON.stringify(queried)}`;
      expectThat(Date.now() < deadline, difference);
      await sleep(LOOK_EVERY_MS);
    }
  }
}

function isSame(reported: object | undefined, queried: QueryDevice | undefined): boolean {
  if (!reported || !queried) return false;
  if (!queried.online) return 'online' in reported && reported.online === false;
  const told = Object.entries(queried).filter(([key]) => !ENVELOPE.has(key));
  return isDeepStrictEqual(Object.fromEntries(told), { ...reported });
}
