import { Injectable } from '@nestjs/common';
import type { ChallengeAnswer, CommandOutcome, NeededChallenge } from '@atrium/contracts';
import { TRAITS, type TraitCommand } from '@atrium/google-home';

import type { DeviceRecord } from '../device/device-record.js';
import { DeviceRepository } from '../device/device.repository.js';
import { PinHasher } from '../device/pin-hasher.js';
import { Clock } from '../time/clock.js';
import { PinAttemptRepository } from './pin-attempt.repository.js';

/**
 * Asks before a device does something risky. On a device some of whose commands are sensitive, unlocking for instance,
 * only these are asked about; on another all are.
 */
@Injectable()
export class ChallengeGate {
  constructor(
    private readonly devices: DeviceRepository,
    private readonly attempts: PinAttemptRepository,
    private readonly pins: PinHasher,
    private readonly clock: Clock,
  ) {}

  /** What stands against the command; undefined when nothing. */
  async obstacle(
    userId: string,
    device: DeviceRecord,
    command: TraitCommand,
    params: object,
    answer: ChallengeAnswer = {},
  ): Promise<CommandOutcome | undefined> {
    if (device.challenge === 'none' || !isAskedAbout(device, command, params)) return undefined;
    if (device.challenge === 'ack') return answer.ack === true ? undefined : needs('ackNeeded');
    if (answer.pin === undefined || answer.pin === '') return needs('pinNeeded');
    return this.checkPin(userId, device.id, answer.pin);
  }

  private async checkPin(userId: string, deviceId: string, pin: string): Promise<CommandOutcome | undefined> {
    const { pinHash } = (await this.devices.secretsOf(deviceId)) ?? {};
    if (typeof pinHash !== 'string') return { status: 'ERROR', errorCode: 'challengeFailedNotSetup' };
    if (!(await this.attempts.begin(deviceId, userId, this.clock.now()))) {
      return { status: 'ERROR', errorCode: 'tooManyFailedAttempts' };
    }
    if (!(await this.pins.verify(pinHash, pin))) return needs('challengeFailedPinNeeded');
    await this.attempts.succeed(deviceId, userId);
    return undefined;
  }
}

function needs(type: NeededChallenge): CommandOutcome {
  return { status: 'ERROR', errorCode: 'challengeNeeded', challengeNeeded: { type } };
}

function isAskedAbout({ traits }: DeviceRecord, command: TraitCommand, params: object): boolean {
  if (command.isSensitive) return command.isSensitive(params as never);
  return !traits.some((name) => TRAITS.get(name)?.commands.some((known) => 'isSensitive' in known));
}
