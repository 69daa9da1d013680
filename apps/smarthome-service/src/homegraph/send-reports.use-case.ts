import { Injectable, Logger } from '@nestjs/common';
import { counter } from '@atrium/observability';

import { DeviceDirectory } from '../device/device-directory.js';
import { EndReports } from './end-reports.js';
import type { HomeGraphFault } from './homegraph-fault.js';
import { HomegraphReportRepository, type ClaimedReport } from './homegraph-report.repository.js';
import { ReportDelivery, type PreparedReport } from './report-delivery.js';
import { faultOfReport, reportOf } from './reportable-state.js';
import { ResolveUnknown } from './resolve-unknown.js';

export const quarantined = counter('homegraph_reports_quarantined_total', 'States that were set aside', ['reason']);

/** Reports the newest states of one person's devices, as many as Google takes; the rest waits or is set aside. */
@Injectable()
export class SendReports {
  private readonly logger = new Logger(SendReports.name);

  constructor(
    private readonly devices: DeviceDirectory,
    private readonly reports: HomegraphReportRepository,
    private readonly delivery: ReportDelivery,
    private readonly endReports: EndReports,
    private readonly resolveUnknown: ResolveUnknown,
  ) {}

  /** Takes what was claimed under this name, all of one person. */
  async execute(claim: string, batch: readonly ClaimedReport[]): Promise<void> {
    const [first] = batch;
    if (!first || !(await this.endReports.unlessLinked(first.agentUserId))) return;
    const prepared = await this.prepare(claim, first.agentUserId, batch);
    if (prepared.length > 0) await this.deliver(claim, first.agentUserId, prepared);
  }

  /** Reads the states after the claim: a change that is not in them yet makes its device due again. */
  private async prepare(
    claim: string,
    agentUserId: string,
    batch: readonly ClaimedReport[],
  ): Promise<PreparedReport[]> {
    const found = await this.devices.findForUser(
      agentUserId,
      batch.map(({ deviceId }) => deviceId),
    );
    const prepared: PreparedReport[] = [];
    const gone: string[] = [];
    for (const report of batch) {
      const device = found.get(report.deviceId);
      const fault = device && faultOfReport(device);
      if (!device?.willReportState) gone.push(report.deviceId);
      else if (fault !== undefined) await this.quarantine(claim, report, 'schema', fault);
      else prepared.push({ ...report, states: reportOf(device) });
    }
    if (gone.length > 0) await this.reports.drop(claim, agentUserId, gone);
    return prepared;
  }

  /** Halves what Google rejects until the bad one is alone. */
  private async deliver(claim: string, agentUserId: string, batch: readonly PreparedReport[]): Promise<void> {
    const fault = await this.delivery.send(claim, agentUserId, batch);
    if (fault === undefined) return;
    if (fault.kind === 'unknown') return this.deliverKnown(claim, agentUserId, batch, fault);
    const [only] = batch;
    if (fault.kind !== 'rejected') return this.delivery.postpone(claim, agentUserId, batch, fault);
    if (only && batch.length === 1) return this.quarantine(claim, only, 'rejected', fault.message);
    const middle = batch.length >> 1;
    for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
      if (!(await this.delivery.extend(claim, agentUserId))) return;
      await this.deliver(claim, agentUserId, half);
    }
  }

  /** Goes on without the devices that Google has not learnt of. */
  private async deliverKnown(
    claim: string,
    agentUserId: string,
    batch: readonly PreparedReport[],
    fault: HomeGraphFault,
  ): Promise<void> {
    const known = await this.resolveUnknown.execute(claim, agentUserId, batch, fault);
    if (known.length === 0 || !(await this.delivery.extend(claim, agentUserId))) return;
    await this.deliver(claim, agentUserId, known);
  }

  private async quarantine(claim: string, report: ClaimedReport, reason: string, fault: string): Promise<void> {
    const { deviceId, agentUserId } = report;
    this.logger.error({ msg: 'state not reported until it changes', deviceId, agentUserId, reason, fault });
    quarantined.inc({ reason });
    await this.reports.quarantine(claim, report, fault);
  }
}
