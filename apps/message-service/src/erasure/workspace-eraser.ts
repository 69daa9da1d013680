import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';

import { ErasureRepository } from './erasure.repository.js';

const LOOK_EVERY_MS = 2_000;

/** Erases what was written in deleted workspaces, in small steps that hold up nobody. Replicas share the work. */
@Injectable()
export class WorkspaceEraser implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(WorkspaceEraser.name);
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly erasures: ErasureRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearInterval(this.timer);
    await this.working;
  }

  private look(): void {
    this.working ??= this.eraseAll().finally(() => {
      this.working = undefined;
    });
  }

  private async eraseAll(): Promise<void> {
    try {
      while (!this.isStopping && (await this.eraseSome()));
    } catch (err) {
      this.logger.warn({ msg: 'a deleted workspace could not be erased, will try again', err });
    }
  }

  /** One step in a transaction of its own; false when there is nothing to do. */
  private eraseSome(): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const workspaceId = await this.erasures.claim(tx);
      if (workspaceId === undefined) return false;
      await this.erasures.eraseSome(tx, workspaceId);
      return true;
    });
  }
}
