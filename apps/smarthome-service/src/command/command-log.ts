import { Injectable } from '@nestjs/common';
import { commandSettled, type SettledCommandStatus } from '@atrium/contracts';
import { Outbox, outboxEntry } from '@atrium/events';
import type { TraitState } from '@atrium/google-home';
import type { Transaction } from '@atrium/persistence';

import { Clock } from '../time/clock.js';
import { CommandFollowUp } from './command-follow-up.js';
import { CommandRepository, type EndedCommand } from './command.repository.js';

/** How commands end: each ends once, and the end is told with it. */
@Injectable()
export class CommandLog {
  constructor(
    private readonly commands: CommandRepository,
    private readonly outbox: Outbox,
    private readonly followUps: CommandFollowUp,
    private readonly clock: Clock,
  ) {}

  /** False when the command has ended before. */
  async settle(tx: Transaction, id: string, status: SettledCommandStatus, errorCode?: string): Promise<boolean> {
    const ended = await this.commands.settle(tx, id, status, errorCode, this.clock.now());
    if (ended) await this.tell(tx, [ended], status, errorCode);
    return ended !== undefined;
  }

  /** Confirms commands that their devices have carried out, each told by the request that is named. */
  async confirm(
    tx: Transaction,
    done: readonly { readonly id: string; readonly requestId: string | null }[],
  ): Promise<void> {
    const ids = done.map(({ id }) => id);
    const requests = new Map(done.map(({ id, requestId }) => [id, requestId]));
    const ended = await this.commands.confirm(tx, ids, this.clock.now());
    await this.tell(tx, ended, 'confirmed', undefined, requests);
  }

  /** Confirms the commands whose expected states a device has reached. */
  async confirmFulfilled(tx: Transaction, deviceId: string, state: TraitState): Promise<void> {
    await this.tell(tx, await this.commands.confirmFulfilled(tx, deviceId, state, this.clock.now()), 'confirmed');
  }

  /** Ends commands whose deadline is over, at most `limit`; returns how many there were. */
  async timeOut(tx: Transaction, limit: number): Promise<number> {
    const ended = await this.commands.timeOut(tx, this.clock.now(), limit);
    await this.tell(tx, ended, 'timed-out');
    return ended.length;
  }

  /** Google was told that the command is pending: its end is told Google too, at once when it is there already. */
  async awaitFollowUp(tx: Transaction, id: string): Promise<void> {
    const command = await this.commands.awaitFollowUp(tx, id);
    if (!command || command.status === 'sent') return;
    await this.followUps.tell(tx, command, command.status, command.errorCode ?? undefined);
  }

  private async tell(
    tx: Transaction,
    ended: readonly EndedCommand[],
    status: SettledCommandStatus,
    errorCode?: string,
    requests?: ReadonlyMap<string, string | null>,
  ): Promise<void> {
    const occurredAt = this.clock.now().toISOString();
    const entries = ended.map(({ id: commandId, deviceId, homeId, command, followUpToken }) => {
      const told = {
        ...{ commandId, deviceId, homeId, command, status, occurredAt },
        ...(errorCode === undefined ? {} : { errorCode }),
        ...(followUpToken === null ? {} : { followUpToken }),
      };
      return outboxEntry(commandSettled, told, requests?.get(commandId));
    });
    await this.outbox.addAll(tx, entries);
    for (const one of ended) if (one.awaitsFollowUp) await this.followUps.tell(tx, one, status, errorCode);
  }
}
