import { Injectable } from '@nestjs/common';
import type { CommandOutcome } from '@atrium/contracts';
import { currentRequest } from '@atrium/observability';
import { GroupedWork, UnitOfWork } from '@atrium/persistence';

import type { DeviceOrder } from '../driver/driver.js';
import { StateStore } from '../state/state-store.js';
import { CommandLog } from './command-log.js';

interface DoneOrder {
  readonly order: DeviceOrder;
  readonly requestId: string | null;
}

/** Stores how a command ended that its driver knows the end of, with what it does to the device's state. */
@Injectable()
export class EndCommand {
  private readonly confirmations = new GroupedWork<DoneOrder, CommandOutcome>((list) => this.confirmAll(list));

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly states: StateStore,
    private readonly log: CommandLog,
  ) {}

  /** The device did it. Those of many devices are stored together. */
  confirm(order: DeviceOrder): Promise<CommandOutcome> {
    return this.confirmations.do({ order, requestId: currentRequest()?.requestId ?? null });
  }

  /** The device did not, or is away. */
  fail({ id, device }: DeviceOrder, outcome: CommandOutcome): Promise<CommandOutcome> {
    return this.unitOfWork.run(async (tx) => {
      await this.log.settle(tx, id, 'failed', outcome.errorCode);
      if (outcome.status === 'OFFLINE') await this.states.apply(tx, device.id, { online: false }, 'driver');
      return outcome;
    });
  }

  /** Google is told that the command is pending, and waits for its end. */
  followUp(id: string): Promise<void> {
    return this.unitOfWork.run((tx) => this.log.awaitFollowUp(tx, id));
  }

  private confirmAll(list: readonly DoneOrder[]): Promise<CommandOutcome[]> {
    return this.unitOfWork.run(async (tx) => {
      const patches = list.map(({ order: { device, nextState: patch }, requestId }) => {
        return { deviceId: device.id, patch, cause: 'command', requestId } as const;
      });
      const applied = await this.states.applyAll(tx, patches);
      const ended = list.map(({ order: { id }, requestId }) => ({ id, requestId }));
      await this.log.confirm(tx, ended);
      return applied.map((after) => ({ status: 'SUCCESS', ...(after ? { states: after.state } : {}) }));
    });
  }
}
