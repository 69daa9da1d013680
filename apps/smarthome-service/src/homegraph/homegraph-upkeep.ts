import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';

import { EndReports } from './end-reports.js';
import { HomeGraphSettings } from './homegraph-settings.js';
import { SpreadSync } from './spread-sync.use-case.js';

const SWEEP_EVERY_MS = 60_000;

/** What the queue of reports owes to links: all states after a SYNC, and nothing of those who have unlinked. */
@Injectable()
export class HomeGraphUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly tasks: readonly RepeatedTask[];

  constructor(
    private readonly settings: HomeGraphSettings,
    spreadSync: SpreadSync,
    endReports: EndReports,
  ) {
    this.tasks = [
      new RepeatedTask('report all after a SYNC', settings.timings.poll, async () => {
        while (await spreadSync.execute());
      }),
      new RepeatedTask('forget who has unlinked', SWEEP_EVERY_MS, () => endReports.sweep()),
    ];
  }

  onApplicationBootstrap(): void {
    if (this.settings.isOn) for (const task of this.tasks) task.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }
}
