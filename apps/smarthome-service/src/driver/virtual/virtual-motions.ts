import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { TraitState } from '@atrium/google-home';
import { UnitOfWork, type Transaction } from '@atrium/persistence';
import { RepeatedTask } from '@atrium/service';

import { CommandLog } from '../../command/command-log.js';
import type { DeviceRecord } from '../../device/device-record.js';
import { DeviceRepository } from '../../device/device.repository.js';
import { StateStore } from '../../state/state-store.js';
import { Clock } from '../../time/clock.js';
import type { Behaviour } from './behaviour.js';
import { behaviourOfKind } from './behaviours.js';
import { MotionRepository } from './motion.repository.js';
import { paceOf } from './pace.js';
import type { VirtualMotion } from './virtual-motion.entity.js';

const LOOK_EVERY_MS = 500;
const BATCH = 50;
const JAMMED = 'deviceJammingDetected';
const LOCK = 'action.devices.traits.LockUnlock';

/** What motions need of small things. */
@Injectable()
export class VirtualMotionParts {
  constructor(
    readonly log: CommandLog,
    readonly clock: Clock,
  ) {}
}

/** Takes the steps of virtual devices when they are due; each is stored with its effect, so that a restart skips none. */
@Injectable()
export class VirtualMotions implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly task = new RepeatedTask('move virtual devices', LOOK_EVERY_MS, () => this.takeSteps());

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly motions: MotionRepository,
    private readonly devices: DeviceRepository,
    private readonly states: StateStore,
    private readonly parts: VirtualMotionParts,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.task.stop();
  }

  /** Takes every step that is due. */
  async takeSteps(): Promise<void> {
    while ((await this.takeBatch()) === BATCH);
  }

  private takeBatch(): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const due = await this.motions.takeDue(tx, this.parts.clock.now(), BATCH);
      // Devices are locked in the order of their ids, as everywhere.
      const byDevice = due.toSorted((one, other) => (one.deviceId < other.deviceId ? -1 : 1));
      for (const motion of byDevice) await this.takeStep(tx, motion);
      return due.length;
    });
  }

  private async takeStep(tx: Transaction, motion: VirtualMotion): Promise<void> {
    const device = await this.devices.findById(motion.deviceId, tx);
    const behaviour = behaviourOfKind(motion.kind);
    if (!device || !behaviour) return this.motions.end(tx, motion);
    if (behaviour.isMechanical && device.driverSettings.fault === 'jammed') return this.jam(tx, motion, device);
    await this.move(tx, motion, behaviour, device);
  }

  private async move(
    tx: Transaction,
    motion: VirtualMotion,
    behaviour: Behaviour,
    device: DeviceRecord,
  ): Promise<void> {
    const { patch, nextInMs } = behaviour.step({ ...device, goal: motion.goal });
    await this.states.apply(tx, device.id, patch, 'driver');
    if (nextInMs === undefined) return this.motions.end(tx, motion);
    const dueAt = new Date(motion.dueAt.getTime() + nextInMs * paceOf(device.driverSettings));
    await this.motions.postpone(tx, motion, dueAt);
  }

  /** The mechanism is stuck: the command fails, and nobody knows any more whether a lock is locked. */
  private async jam(tx: Transaction, motion: VirtualMotion, device: DeviceRecord): Promise<void> {
    if (motion.commandId !== null) await this.parts.log.settle(tx, motion.commandId, 'failed', JAMMED);
    const patch: TraitState = device.traits.includes(LOCK) ? { isJammed: true, isLocked: undefined } : {};
    await this.states.apply(tx, device.id, patch, 'driver');
    await this.motions.end(tx, motion);
  }
}
