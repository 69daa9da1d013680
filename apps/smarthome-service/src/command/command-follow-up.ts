import { Injectable } from '@nestjs/common';
import type { SettledCommandStatus } from '@atrium/contracts';
import { checkFollowUp, COMMANDS, followUpStates } from '@atrium/google-home';
import type { Transaction } from '@atrium/persistence';

import { followUpNotification, ReportQueue, type FollowUp } from '../homegraph/report-queue.js';
import type { EndedCommand } from './command.repository.js';

/** Google's word for a device that did not say in time whether it did what it was told. */
const NO_CONFIRMATION = 'deviceNotReady';

/** Has Google say how a command ended that it was told is pending, where Google's schemas know such an answer. */
@Injectable()
export class CommandFollowUp {
  constructor(private readonly reports: ReportQueue) {}

  async tell(
    tx: Transaction,
    { userId, deviceId, command, expected, followUpToken }: EndedCommand,
    status: SettledCommandStatus,
    errorCode: string = NO_CONFIRMATION,
  ): Promise<void> {
    const trait = COMMANDS.get(command)?.trait.name;
    if (trait === undefined || followUpToken === null) return;
    const end: FollowUp = status === 'confirmed' ? { states: followUpStates(command, expected) } : { errorCode };
    if (checkFollowUp(command, followUpNotification(trait, followUpToken, end)) !== undefined) return;
    await this.reports.followUp(tx, { userId, deviceId, trait, followUpToken }, end);
  }
}
