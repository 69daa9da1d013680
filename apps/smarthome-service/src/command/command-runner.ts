import { Injectable } from '@nestjs/common';
import type { CommandOutcome, DeviceCommand } from '@atrium/contracts';
import { CommandRefused, mergeState, type TraitState } from '@atrium/google-home';
import { v7 as uuidv7 } from 'uuid';

import type { DeviceOfMember } from '../device/device-record.js';
import { confirmWithinMs } from '../driver/driver-settings.js';
import { isAtLeast } from '../home/home-role.js';
import { Clock } from '../time/clock.js';
import { ChallengeGate } from './challenge-gate.js';
import { checkCommand } from './command-check.js';
import { CommandJournal } from './command-journal.js';
import { Deadline } from './deadline.js';
import { EndCommand } from './end-command.js';
import { SendCommand } from './send-command.js';

/** How commands are to be run. */
export interface RunOptions {
  /** How long the caller waits for an answer, in milliseconds; then it is PENDING. */
  readonly deadlineMs: number;
  readonly source: 'google' | 'api';
  /** Names the request: run again by the same person on the same device it does nothing and has the same outcome. */
  readonly requestId?: string | undefined;
  /** What Google wants to hear with the answer that follows later. */
  readonly followUpToken?: string | undefined;
}

interface Run {
  readonly userId: string;
  readonly device: DeviceOfMember;
  readonly options: RunOptions;
  readonly deadline: Deadline;
}

/** Has devices carry out commands: the one way, for the API as for Google. */
@Injectable()
export class CommandRunner {
  constructor(
    private readonly challenges: ChallengeGate,
    private readonly journal: CommandJournal,
    private readonly sending: SendCommand,
    private readonly ending: EndCommand,
    private readonly clock: Clock,
  ) {}

  /** Runs commands on one device one after the other; the first that does not succeed ends the series. */
  async run(
    userId: string,
    device: DeviceOfMember,
    executions: readonly DeviceCommand[],
    options: RunOptions,
  ): Promise<CommandOutcome> {
    if (!isAtLeast(device.role, 'operator')) return { status: 'ERROR', errorCode: 'actionNotAvailable' };
    const before = options.requestId === undefined ? undefined : await this.earlier(userId, device, options.requestId);
    if (before) return before;
    if (!device.isOnline) return { status: 'OFFLINE', errorCode: 'deviceOffline' };
    const deadline = new Deadline(options.deadlineMs);
    try {
      return await this.runAll({ userId, device, options, deadline }, executions);
    } finally {
      deadline.cancel();
    }
  }

  private async runAll(run: Run, executions: readonly DeviceCommand[]): Promise<CommandOutcome> {
    let { state } = run.device;
    let isPending = false;
    let results = {};
    for (const [position, execution] of executions.entries()) {
      const { states, next, results: told, ...outcome } = await this.runOne(run, state, position, execution);
      if (outcome.status !== 'SUCCESS' && outcome.status !== 'PENDING') return outcome;
      isPending ||= outcome.status === 'PENDING';
      state = states ?? next ?? state;
      results = { ...results, ...told };
    }
    return { status: isPending ? 'PENDING' : 'SUCCESS', states: { ...state, ...results } };
  }

  private async runOne(
    run: Run,
    state: TraitState,
    position: number,
    { command: name, params = {}, challenge }: DeviceCommand,
  ): Promise<CommandOutcome & { readonly next?: TraitState; readonly results?: TraitState }> {
    const { userId, device, options, deadline } = run;
    const checked = checkCommand(device, name, params);
    if ('errorCode' in checked) return { status: 'ERROR', errorCode: checked.errorCode };
    const { trait, command } = checked;
    const obstacle = await this.challenges.obstacle(userId, device, command, params, challenge);
    if (obstacle) return obstacle;
    const context = { attributes: device.attributes, state, now: this.clock.now() };
    let nextState, results;
    try {
      nextState = command.reduce(params as never, context);
      results = command.results?.(params as never, context) ?? {};
    } catch (error) {
      if (error instanceof CommandRefused) return { status: 'ERROR', errorCode: error.errorCode };
      throw error;
    }
    if (trait.isCommandOnly(device.attributes)) nextState = {};
    const order = { id: uuidv7(), device, command: name, params, nextState };
    if (!(await this.log(run, order, position))) {
      return (await this.earlier(userId, device, options.requestId ?? '')) ?? { status: 'PENDING' };
    }
    const outcome = await this.sending.execute(order, deadline, command.takesTime === true);
    if (outcome.status === 'PENDING' && options.followUpToken !== undefined) await this.ending.followUp(order.id);
    return { ...outcome, next: mergeState(state, nextState), results };
  }

  /** False when this place of this request was logged before. */
  private log(
    { userId, device, options }: Run,
    { id, command, nextState }: { readonly id: string; readonly command: string; readonly nextState: TraitState },
    position: number,
  ): Promise<boolean> {
    const sentAt = this.clock.now();
    return this.journal.enter({
      ...{ id, deviceId: device.id, homeId: device.homeId, userId, position, command, sentAt },
      source: options.source,
      requestId: options.requestId ?? null,
      expected: nextState,
      followUpToken: options.followUpToken ?? null,
      deadlineAt: new Date(sentAt.getTime() + confirmWithinMs(device.driverSettings)),
    });
  }

  /** The outcome of a request that was run before. */
  private async earlier(
    userId: string,
    { id, state }: DeviceOfMember,
    requestId: string,
  ): Promise<CommandOutcome | undefined> {
    const logged = await this.journal.earlierOf({ deviceId: id, userId, requestId });
    if (logged.length === 0) return undefined;
    const failed = logged.find(({ status }) => status === 'failed' || status === 'timed-out');
    if (failed) return { status: 'ERROR', errorCode: failed.errorCode ?? 'deviceNotReady' };
    return { status: logged.some(({ status }) => status === 'sent') ? 'PENDING' : 'SUCCESS', states: state };
  }
}
