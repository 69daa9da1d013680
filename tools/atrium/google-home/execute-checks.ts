import { isDeepStrictEqual } from 'node:util';
import {
  COMMANDS,
  type Challenge,
  type ExecuteResult,
  type Execution,
  isErrorCode,
  type SyncDevice,
  TRAITS,
  type TraitState,
} from '@atrium/google-home';
import { type CheckList, expectThat } from './check-list.ts';
import { DISRUPTIVE, SAMPLES } from './command-samples.ts';
import { labelOf, type States } from './device-checks.ts';
import type { Fulfillment } from './fulfillment.ts';
import { restoreCommands } from './restore-commands.ts';

/** What may be done to devices. */
export interface ExecuteOptions {
  /** Ids of devices, traits and commands that are left alone; names without Google's prefix. */
  readonly skip: ReadonlySet<string>;
  /** Also commands that unlock, open, disarm, interrupt or use something up. */
  readonly isEverything: boolean;
  readonly pin: string | undefined;
}

/** What the device's own state forbids is a right answer; these are none to a command that suits a device at hand. */
const FAULTS: ReadonlySet<string> = new Set([
  ...['actionNotAvailable', 'authFailure', 'deviceNotFound', 'deviceNotReady', 'deviceOffline', 'functionNotSupported'],
  ...['hardError', 'hardwareFailure', 'notSupported', 'offline', 'protocolError', 'transientError', 'unknownError'],
]);

/** States that change by themselves. */
const DRIFTING = /Ambient|Remaining|Estimate|Unix|Timestamp|isPaused|isRunning|Cycle/;

/** EXECUTE: every command of every device that is there, then what it was like before. */
export async function checkExecute(
  list: CheckList,
  fulfillment: Fulfillment,
  devices: readonly SyncDevice[],
  states: States,
  options: ExecuteOptions,
): Promise<void> {
  list.heading('EXECUTE');
  await list.check('a command to an unknown device is refused', () => expectUnknownDevice(fulfillment));
  for (const device of devices) {
    const before = states[device.id];
    if (!before?.online) list.skip(labelOf(device), 'it is offline');
    else if (options.skip.has(device.id)) list.skip(labelOf(device), 'left out on request');
    else await checkDeviceCommands(list, fulfillment, device, options);
  }
}

async function checkDeviceCommands(
  list: CheckList,
  fulfillment: Fulfillment,
  device: SyncDevice,
  options: ExecuteOptions,
): Promise<void> {
  const before = await stateOf(fulfillment, device);
  for (const name of device.traits) {
    for (const { name: command } of TRAITS.get(name)?.commands ?? []) {
      const label = `${labelOf(device)} ${shortName(command)}`;
      const state = await stateOf(fulfillment, device);
      const planned = plan(command, device, state, options);
      if (typeof planned === 'string') list.skip(label, planned);
      else await list.check(label, () => expectExecuted(fulfillment, device, planned, options.pin));
    }
  }
  const back = restoreCommands(before, await stateOf(fulfillment, device)).filter(
    ({ command }) => !options.skip.has(shortName(command)) && takes(device, command),
  );
  for (const execution of back) await run(fulfillment, device, execution, options.pin).catch(() => undefined);
}

/** The command with its parameters, or why it is left out. */
function plan(
  command: string,
  { traits, attributes = {} }: SyncDevice,
  state: TraitState,
  { skip, isEverything }: ExecuteOptions,
): Execution | string {
  const known = COMMANDS.get(command);
  if (!known || !traits.includes(known.trait.name)) return 'no trait takes it';
  if (known.trait.isQueryOnly(attributes)) return 'the device only tells its state';
  if ([command, known.trait.name].some((name) => skip.has(shortName(name)))) return 'left out on request';
  const params = SAMPLES[shortName(command)]?.(attributes, state);
  if (params === undefined) return 'not possible for this device';
  const fault = known.command.check(params);
  if (fault !== undefined) return `no parameters for it: ${fault}`;
  const isGrave = DISRUPTIVE.has(shortName(command)) || known.command.isSensitive?.(params as never) === true;
  return isGrave && !isEverything ? 'sensitive; --all tries it' : { command, params };
}

async function expectExecuted(
  fulfillment: Fulfillment,
  device: SyncDevice,
  execution: Execution,
  pin: string | undefined,
): Promise<void> {
  const result = await run(fulfillment, device, execution, pin);
  const { status, errorCode, challengeNeeded } = result;
  if (status === 'PENDING') return;
  if (status === 'ERROR' || status === 'OFFLINE') {
    expectThat(
      errorCode === undefined || isErrorCode(errorCode),
      `its error code ${String(errorCode)} is none of Google's`,
    );
    const reason = `${errorCode ?? status}${challengeNeeded ? ` (${challengeNeeded.type})` : ''}`;
    expectThat(errorCode !== undefined && !FAULTS.has(errorCode), `it failed with ${reason}`);
    return;
  }
  expectThat(result.states?.online === true, 'the states do not say that it is online');
  expectAgreement(result.states, await stateOf(fulfillment, device));
}

/** Sends it, and once more with what a challenge asks for. */
async function run(
  fulfillment: Fulfillment,
  device: SyncDevice,
  execution: Execution,
  pin: string | undefined,
): Promise<ExecuteResult> {
  const first = await send(fulfillment, device, execution);
  const type = first.challengeNeeded?.type;
  const challenge: Challenge | undefined =
    type === 'ackNeeded' ? { ack: true } : type !== undefined && pin !== undefined ? { pin } : undefined;
  return challenge ? send(fulfillment, device, { ...execution, challenge }) : first;
}

async function send(fulfillment: Fulfillment, { id, customData }: SyncDevice, execution: Execution) {
  const device = { id, ...(customData ? { customData } : {}) };
  const results = await fulfillment.execute([{ devices: [device], execution: [execution] }]);
  const mine = results.filter(({ ids }) => ids.includes(id));
  expectThat(mine.length === 1 && mine[0] !== undefined, `the answer names the device ${mine.length} times`);
  return mine[0];
}

/** What EXECUTE told is what QUERY tells, but for what changes by itself. */
function expectAgreement(told: TraitState, queried: TraitState): void {
  for (const [key, value] of Object.entries(told)) {
    if (DRIFTING.test(key) || queried[key] === undefined) continue;
    const text = `${key} is ${JSON.stringify(value)} by EXECUTE and ${JSON.stringify(queried[key])} by QUERY`;
    expectThat(isDeepStrictEqual(value, queried[key]), text);
  }
}

async function expectUnknownDevice(fulfillment: Fulfillment): Promise<void> {
  const id = crypto.randomUUID();
  const execution = [{ command: 'action.devices.commands.OnOff', params: { on: true } }];
  const [result] = await fulfillment.execute([{ devices: [{ id }], execution }]);
  expectThat(result?.ids.includes(id) === true, 'the answer leaves it out');
  expectThat(result.status === 'ERROR' || result.status === 'OFFLINE', `its status is ${result.status}`);
}

async function stateOf(fulfillment: Fulfillment, device: SyncDevice): Promise<TraitState> {
  return (await fulfillment.query([device]))[device.id] ?? {};
}

function takes({ traits }: SyncDevice, command: string): boolean {
  const trait = COMMANDS.get(command)?.trait;
  return trait !== undefined && traits.includes(trait.name);
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
