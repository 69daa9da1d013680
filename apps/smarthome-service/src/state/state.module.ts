import { Module } from '@nestjs/common';

import { CommandFollowUp } from '../command/command-follow-up.js';
import { CommandLog } from '../command/command-log.js';
import { CommandRepository } from '../command/command.repository.js';
import { ReportsModule } from '../homegraph/reports.module.js';
import { StateRepository } from './state.repository.js';
import { StateStore } from './state-store.js';

/** The state of devices, and the commands that await it. */
@Module({
  imports: [ReportsModule],
  providers: [StateRepository, StateStore, CommandRepository, CommandFollowUp, CommandLog],
  exports: [StateRepository, StateStore, CommandRepository, CommandLog],
})
export class StateModule {}
