import { performance } from 'node:perf_hooks';

import { Injectable, Logger } from '@nestjs/common';
import {
  answeredStates,
  checkReportedState,
  COMMANDS,
  type ExecutePayload,
  type ExecuteResult,
  type Execution,
} from '@atrium/google-home';

import { CommandRunner, type RunOptions } from '../command/command-runner.js';
import { DeviceDirectory } from '../device/device-directory.js';
import type { DeviceOfMember } from '../device/device-record.js';
import { Vitals, type IntentOutcome } from '../vitals/vitals.js';
import { executionsByDevice, followUpTokenOf } from './executions-by-device.js';
import { FulfillmentSettings } from './fulfillment-settings.js';
import { Quarantine } from './quarantine.js';
import { withinTime } from './within-time.js';

export interface ExecuteAnswer {
  readonly commands: readonly ExecuteResult[];
}

type Outcome = Awaited<ReturnType<CommandRunner['run']>>;

/** Has devices carry out commands, all devices at the same time; each costs its own time, never that of the others. */
@Injectable()
export class ExecuteCommands {
  private readonly logger = new Logger(ExecuteCommands.name);

  constructor(
    private readonly directory: DeviceDirectory,
    private readonly runner: CommandRunner,
    private readonly settings: FulfillmentSettings,
    private readonly quarantine: Quarantine,
    private readonly vitals: Vitals,
  ) {}

  async execute(userId: string, requestId: string, { commands }: ExecutePayload): Promise<ExecuteAnswer> {
    const startedAt = performance.now();
    const planned = executionsByDevice(commands);
    const found = await this.directory.findForUser(userId, [...planned.keys()]);
    // Time-outs take whole milliseconds only.
    const deadlineMs = Math.max(1, Math.floor(this.settings.budgetMs - (performance.now() - startedAt)));
    const results = [...planned].map(async ([id, executions]): Promise<ExecuteResult> => {
      const device = found.get(id);
      if (!device) return { ids: [id], status: 'ERROR', errorCode: 'deviceNotFound' };
      const options = { deadlineMs, source: 'google', requestId, followUpToken: followUpTokenOf(executions) } as const;
      const result = await this.run(userId, device, executions, options);
      this.measure(device.type, executions, result, performance.now() - startedAt);
      return { ids: [id], ...result };
    });
    return { commands: await Promise.all(results) };
  }

  /** A fault of ours on one device is that device's error. */
  private async run(
    userId: string,
    device: DeviceOfMember,
    executions: readonly Execution[],
    options: RunOptions,
  ): Promise<Omit<ExecuteResult, 'ids'>> {
    try {
      const run = this.runner.run(userId, device, executions, options);
      return this.answerFor(device, executions, await withinTime(run, options.deadlineMs, { status: 'PENDING' }));
    } catch (err) {
      this.logger.error({ msg: 'commands of Google’s could not be run', deviceId: device.id, err });
      return { status: 'ERROR', errorCode: 'transientError' };
    }
  }

  private answerFor(
    device: DeviceOfMember,
    executions: readonly Execution[],
    { status, errorCode, challengeNeeded, states = {} }: Outcome,
  ): Omit<ExecuteResult, 'ids'> {
    if (status === 'OFFLINE') return { status, errorCode: 'deviceOffline', states: { online: false } };
    if (status === 'ERROR') {
      return { status, errorCode: errorCode ?? 'unknownError', ...(challengeNeeded ? { challengeNeeded } : {}) };
    }
    const problem =
      this.settings.checksAnswers && Object.keys(states).length > 0
        ? checkReportedState({ ...device, state: states })
        : undefined;
    if (problem !== undefined) this.quarantine.report('EXECUTE', device, problem);
    const commands = executions.map(({ command }) => command);
    const told = problem === undefined ? answeredStates(device, commands, states) : {};
    return { status, states: { ...told, online: true }, ...(errorCode === undefined ? {} : { errorCode }) };
  }

  private measure(type: string, executions: readonly Execution[], outcome: IntentOutcome, ms: number): void {
    for (const { command } of executions) {
      this.vitals.executed(type, COMMANDS.get(command)?.trait.name ?? '', outcome, ms);
    }
  }
}
