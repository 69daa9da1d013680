import { Injectable } from '@nestjs/common';
import {
  CommandRefused,
  mergeState,
  reduceCommand,
  type ChallengeType,
  type Execution,
  type TraitState,
} from '@atrium/google-home';

import type { DeviceOfMember } from '../device/device-record.js';

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

/** How the commands went; the first that fails ends the series. */
export interface CommandOutcome {
  readonly status: 'SUCCESS' | 'PENDING' | 'OFFLINE' | 'ERROR' | 'EXCEPTIONS';
  readonly states?: TraitState;
  readonly errorCode?: string;
  readonly challengeNeeded?: { readonly type: ChallengeType };
}

/** Has devices carry out commands. Devices have no state of their own yet, so that nothing is kept. */
@Injectable()
export class CommandRunner {
  run(
    _userId: string,
    device: DeviceOfMember,
    executions: readonly Execution[],
    _options: RunOptions,
  ): Promise<CommandOutcome> {
    return Promise.resolve(this.reduce(device, executions));
  }

  private reduce({ traits, attributes, state }: DeviceOfMember, executions: readonly Execution[]): CommandOutcome {
    let states = state;
    try {
      for (const { command, params } of executions) {
        const { patch, results } = reduceCommand(command, params, traits, {
          attributes,
          state: states,
          now: new Date(),
        });
        states = mergeState(states, { ...patch, ...results });
      }
    } catch (error) {
      if (error instanceof CommandRefused) return { status: 'ERROR', errorCode: error.errorCode };
      throw error;
    }
    return { status: 'SUCCESS', states };
  }
}
