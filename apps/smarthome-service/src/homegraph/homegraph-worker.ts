import { randomUUID } from 'node:crypto';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

import { RepeatedTask } from '@atrium/service';
import { HomeGraphSettings } from './homegraph-settings.js';
import { QueuedNotifications, QueuedReports, QueuedSyncRequests } from './work-queues.js';

/** Reports that are under way at once; each is one person's. */
const LANES = 4;

/** Tells Google what waits in the queue, while the process runs. Replicas share the work. */
@Injectable()
export class HomeGraphWorker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('HomeGraph');
  private readonly tasks: readonly RepeatedTask[];
  private isStopping = false;

  constructor(
    private readonly settings: HomeGraphSettings,
    reports: QueuedReports,
    syncRequests: QueuedSyncRequests,
    notifications: QueuedNotifications,
  ) {
    const { poll } = settings.timings;
    const task = (name: string, work: () => Promise<unknown>): RepeatedTask => new RepeatedTask(name, poll, work);
    this.tasks = [
      task('report states to HomeGraph', () => this.inLanes(() => reports.workOff(randomUUID()))),
      task('ask HomeGraph for a SYNC', () => this.drain(() => syncRequests.workOff(randomUUID()))),
      task('notify HomeGraph', () => this.drain(() => notifications.workOff(randomUUID()))),
    ];
  }

  onApplicationBootstrap(): void {
    if (!this.settings.isOn) {
      this.logger.log({
        msg: 'HomeGraph is off: Google is told of no changes. Set HOMEGRAPH_CREDENTIALS to turn it on',
      });
      return;
    }
    for (const task of this.tasks) task.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.tasks.map((task) => task.stop()));
  }

  /** The others begin only when the first has found something. */
  private async inLanes(workOff: () => Promise<boolean>): Promise<void> {
    if (this.isStopping || !(await workOff())) return;
    await Promise.all(Array.from({ length: LANES }, () => this.drain(workOff)));
  }

  private async drain(workOff: () => Promise<boolean>): Promise<void> {
    while (!this.isStopping && (await workOff()));
  }
}
