import { randomUUID } from 'node:crypto';
import { checkDevice, checkReportedState, type QueryDevice, type SyncDevice } from '@atrium/google-home';
import { type CheckList, expectThat } from './check-list.ts';
import type { Fulfillment, SyncedAccount } from './fulfillment.ts';

const MAX_NAME = 60;
const MAX_CUSTOM_DATA_BYTES = 512;

export type States = Readonly<Record<string, QueryDevice>>;

/** SYNC: which devices there are, and whether each is one. */
export async function checkSync(list: CheckList, fulfillment: Fulfillment): Promise<SyncedAccount | undefined> {
  list.heading('SYNC');
  const account = await list.check('SYNC is answered', () => fulfillment.sync());
  if (!account) return undefined;
  await list.check('the same person and devices come again', async () => {
    const again = await fulfillment.sync();
    expectThat(again.agentUserId === account.agentUserId, 'agentUserId changed');
    expectThat(idsOf(again) === idsOf(account), 'the devices changed');
  });
  await list.check('no two devices have one id', () => {
    const ids = new Set(account.devices.map(({ id }) => id));
    expectThat(ids.size === account.devices.length, 'ids repeat');
  });
  for (const device of account.devices) {
    await list.check(`${labelOf(device)} is a device of Google's`, () => expectDevice(device));
  }
  if (account.devices.length === 0) list.skip('devices', 'the account has none');
  return account;
}

/** QUERY: all devices, and one that is nobody's. */
export async function checkQuery(
  list: CheckList,
  fulfillment: Fulfillment,
  devices: readonly SyncDevice[],
): Promise<States> {
  list.heading('QUERY');
  const states = (await list.check('QUERY of all devices is answered', () => fulfillment.query(devices))) ?? {};
  for (const device of devices) {
    const state = states[device.id];
    await list.check(`${labelOf(device)} tells its state`, () => expectState(device, state));
  }
  await list.check('an unknown device is answered too', async () => {
    const id = randomUUID();
    const answer = (await fulfillment.query([{ id } as SyncDevice]))[id];
    expectThat(answer !== undefined, 'it is left out');
    expectThat(!answer.online || answer.status === 'ERROR', 'it is said to be there');
  });
  return states;
}

export function labelOf({ name, type }: SyncDevice): string {
  return `"${name.name}" (${type.slice(type.lastIndexOf('.') + 1)})`;
}

/** @throws CheckFailure when this is not a whole and valid state of the device. */
export function expectState(device: SyncDevice, state: QueryDevice | undefined): void {
  expectThat(state !== undefined, 'the answer leaves it out');
  if (!state.online) return;
  expectThat(state.status === 'SUCCESS' || state.status === 'EXCEPTIONS', `its status is ${state.status}`);
  const fault = checkReportedState({ traits: device.traits, attributes: device.attributes ?? {}, state });
  expectThat(fault === undefined, fault ?? '');
}

function expectDevice(device: SyncDevice): void {
  const { name, customData = {}, type, traits, attributes = {} } = device;
  const faults = Object.values(checkDevice({ type, traits, attributes })).flat();
  expectThat(faults.length === 0, faults.join(' '));
  expectThat(name.name.trim() !== '', 'its name is empty');
  expectThat(Array.from(name.name).length <= MAX_NAME, `its name is longer than ${MAX_NAME} characters`);
  const size = Buffer.byteLength(JSON.stringify(customData));
  expectThat(size <= MAX_CUSTOM_DATA_BYTES, `its customData has ${size} bytes, and 512 are allowed`);
}

function idsOf({ devices }: SyncedAccount): string {
  return devices
    .map(({ id }) => id)
    .toSorted()
    .join();
}
