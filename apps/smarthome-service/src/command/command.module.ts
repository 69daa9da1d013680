import { Module } from '@nestjs/common';

import { DeviceModule } from '../device/device.module.js';
import { DriverModule } from '../driver/driver.module.js';
import { StateModule } from '../state/state.module.js';
import { ChallengeGate } from './challenge-gate.js';
import { CommandJournal } from './command-journal.js';
import { CommandRunner } from './command-runner.js';
import { CommandUpkeep } from './command-upkeep.js';
import { CommandController } from './command.controller.js';
import { EndCommand } from './end-command.js';
import { PinAttemptRepository } from './pin-attempt.repository.js';
import { SendCommand } from './send-command.js';
import { SettledCommands } from './settled-commands.js';

/** Commands to devices: who may give them, what is asked first, and how they end. */
@Module({
  imports: [DeviceModule, StateModule, DriverModule],
  controllers: [CommandController],
  providers: [
    ...[CommandRunner, CommandJournal, ChallengeGate, PinAttemptRepository, SendCommand, EndCommand],
    ...[SettledCommands, CommandUpkeep],
  ],
  exports: [CommandRunner],
})
export class CommandModule {}
