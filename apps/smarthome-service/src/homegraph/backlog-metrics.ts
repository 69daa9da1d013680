import { Injectable } from '@nestjs/common';
import { gauge } from '@atrium/observability';

import { HomegraphReportRepository } from './homegraph-report.repository.js';

/** Shows at each scrape how much Google has still to be told. */
@Injectable()
export class BacklogMetrics {
  constructor(reports: HomegraphReportRepository) {
    const read = () => reports.backlog().catch(() => undefined);
    gauge('homegraph_reports_waiting', 'Devices whose state waits to be reported', [], async function () {
      const backlog = await read();
      if (backlog) this.set(backlog.waiting);
    });
    gauge('homegraph_oldest_report_seconds', 'How overdue the oldest report is', [], async function () {
      const backlog = await read();
      if (backlog) this.set(Math.max(0, backlog.oldestSeconds));
    });
    gauge('homegraph_reports_quarantined', 'Devices whose state Google refused', [], async function () {
      const backlog = await read();
      if (backlog) this.set(backlog.quarantined);
    });
  }
}
