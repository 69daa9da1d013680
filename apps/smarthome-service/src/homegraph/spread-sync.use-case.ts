import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@atrium/persistence';

import { GoogleLinkRepository } from '../link/google-link.repository.js';
import { HomegraphReportRepository } from './homegraph-report.repository.js';

/** Has the states of all devices reported of people for whom Google has just learnt which devices there are. */
@Injectable()
export class SpreadSync {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly links: GoogleLinkRepository,
    private readonly reports: HomegraphReportRepository,
  ) {}

  /** False when there was nobody. */
  execute(): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const userIds = await this.links.takeSynced(tx);
      for (const userId of userIds) await this.reports.markAll(tx, userId);
      return userIds.length > 0;
    });
  }
}
