import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

/** A report that is due, claimed by one worker. */
export interface ClaimedReport {
  readonly agentUserId: string;
  readonly deviceId: string;
  readonly version: number;
  readonly attempts: number;
}

/** What Google acknowledged of a device. */
export interface SentReport {
  readonly deviceId: string;
  readonly version: number;
  readonly states: object;
}

const ON_CONFLICT = `ON CONFLICT (agent_user_id, device_id) DO UPDATE SET version = report.version + 1, fault = NULL,
  attempts = CASE WHEN report.next_try IS NULL THEN 0 ELSE report.attempts END,
  next_try = coalesce(report.next_try, excluded.next_try)`;

/** One statement says who is to be told: this runs with every change of a state. */
const MARK_DEVICES = statement(
  'homegraph-report-mark-devices',
  `INSERT INTO homegraph_report AS report (agent_user_id, device_id, version, next_try)
   SELECT link.user_id, device.id, 1, now() + make_interval(secs => $2)
   FROM device JOIN home_member member ON member.home_id = device.home_id
     JOIN google_link link ON link.user_id = member.user_id AND link.unlinked_at IS NULL
   WHERE device.id = ANY($1) AND device.will_report_state ORDER BY link.user_id, device.id
   ${ON_CONFLICT}`,
);

const MARK_ALL = statement(
  'homegraph-report-mark-all',
  `INSERT INTO homegraph_report AS report (agent_user_id, device_id, version, next_try)
   SELECT member.user_id, device.id, 1, now()
   FROM home_member member JOIN device ON device.home_id = member.home_id
   WHERE member.user_id = $1 AND device.will_report_state ORDER BY device.id
   ${ON_CONFLICT}`,
);

/** Rows of one person. `next_try` moves to the end of the lease, so nobody else takes them until then. */
const CLAIM = statement<ClaimedReport>(
  'homegraph-report-claim',
  `WITH eldest AS (
     SELECT agent_user_id FROM homegraph_report WHERE next_try <= now()
     ORDER BY next_try LIMIT 1 FOR UPDATE SKIP LOCKED),
   batch AS (
     SELECT agent_user_id, device_id FROM homegraph_report
     WHERE agent_user_id = (SELECT agent_user_id FROM eldest) AND next_try <= now()
     ORDER BY next_try LIMIT $3 FOR UPDATE SKIP LOCKED)
   UPDATE homegraph_report report SET claim = $1, next_try = now() + make_interval(secs => $2)
   FROM batch WHERE report.agent_user_id = batch.agent_user_id AND report.device_id = batch.device_id
   RETURNING report.agent_user_id AS "agentUserId", report.device_id AS "deviceId", report.version, report.attempts`,
);

const EXTEND = statement<{ device_id: string }>(
  'homegraph-report-extend',
  `UPDATE homegraph_report SET next_try = now() + make_interval(secs => $3)
   WHERE agent_user_id = $2 AND claim = $1 RETURNING device_id`,
);

/** A change that came meanwhile keeps its device due. */
const ACKNOWLEDGE = statement(
  'homegraph-report-acknowledge',
  `UPDATE homegraph_report report SET claim = NULL, attempts = 0, fault = NULL, reported = sent.states::jsonb,
     reported_at = now(), next_try = CASE WHEN report.version = sent.version THEN NULL ELSE now() END
   FROM unnest($3::uuid[], $4::integer[], $5::text[]) sent (device_id, version, states)
   WHERE report.agent_user_id = $2 AND report.device_id = sent.device_id AND report.claim = $1`,
);

const POSTPONE = statement(
  'homegraph-report-postpone',
  `UPDATE homegraph_report SET claim = NULL, attempts = least(attempts + 1, 1000),
     next_try = now() + make_interval(secs => $4)
   WHERE agent_user_id = $2 AND device_id = ANY($3) AND claim = $1`,
);

const QUARANTINE = statement(
  'homegraph-report-quarantine',
  `UPDATE homegraph_report SET claim = NULL, attempts = 0, fault = $5,
     next_try = CASE WHEN version = $4 THEN NULL ELSE now() END
   WHERE agent_user_id = $2 AND device_id = $3 AND claim = $1`,
);

const DROP = statement(
  'homegraph-report-drop',
  'DELETE FROM homegraph_report WHERE agent_user_id = $2 AND device_id = ANY($3) AND claim = $1',
);

const FORGET = statement('homegraph-report-forget', 'DELETE FROM homegraph_report WHERE agent_user_id = $1');

const FORGET_UNLINKED = statement(
  'homegraph-report-forget-unlinked',
  `DELETE FROM homegraph_report report USING google_link link
   WHERE link.user_id = report.agent_user_id AND link.unlinked_at IS NOT NULL`,
);

const REPORTED = statement<{ deviceId: string; reported: Record<string, unknown> }>(
  'homegraph-reported',
  `SELECT device_id AS "deviceId", reported FROM homegraph_report
   WHERE agent_user_id = $1 AND device_id = ANY($2) AND reported IS NOT NULL`,
);

const BACKLOG = statement<{ waiting: number; oldestSeconds: number; quarantined: number }>(
  'homegraph-report-backlog',
  `SELECT count(*) FILTER (WHERE next_try IS NOT NULL)::int AS waiting,
     coalesce(extract(epoch FROM now() - min(next_try)), 0)::float8 AS "oldestSeconds",
     count(*) FILTER (WHERE fault IS NOT NULL)::int AS quarantined
   FROM homegraph_report WHERE next_try IS NOT NULL OR fault IS NOT NULL`,
);

/** Which states Google has to be told. A row is one device of one person; only the newest state counts. */
@Injectable()
export class HomegraphReportRepository {
  constructor(private readonly database: Database) {}

  /** Marks devices as changed for everybody linked who sees them. */
  async markDevices(tx: Transaction, deviceIds: readonly string[], delayMs: number): Promise<void> {
    await this.database.rows(MARK_DEVICES, [deviceIds, delayMs / 1_000], tx);
  }

  /** Marks all devices that a person sees. */
  async markAll(tx: Transaction, agentUserId: string): Promise<void> {
    await this.database.rows(MARK_ALL, [agentUserId], tx);
  }

  /** Takes at most `limit` reports of one person, the one that has waited longest first; [] when none is due. */
  claim(claim: string, leaseMs: number, limit: number): Promise<ClaimedReport[]> {
    return this.database.rows(CLAIM, [claim, leaseMs / 1_000, limit]);
  }

  /** Takes more time; false when the time was up and nothing is left. */
  async extend(claim: string, agentUserId: string, leaseMs: number): Promise<boolean> {
    return (await this.database.rows(EXTEND, [claim, agentUserId, leaseMs / 1_000])).length > 0;
  }

  async acknowledge(claim: string, agentUserId: string, sent: readonly SentReport[]): Promise<void> {
    const [ids, versions] = [sent.map(({ deviceId }) => deviceId), sent.map(({ version }) => version)];
    const states = sent.map((report) => JSON.stringify(report.states));
    await this.database.rows(ACKNOWLEDGE, [claim, agentUserId, ids, versions, states]);
  }

  async postpone(claim: string, agentUserId: string, deviceIds: readonly string[], delayMs: number): Promise<void> {
    await this.database.rows(POSTPONE, [claim, agentUserId, deviceIds, delayMs / 1_000]);
  }

  /** Sets a report aside until its device changes again. */
  async quarantine(claim: string, report: ClaimedReport, fault: string): Promise<void> {
    await this.database.rows(QUARANTINE, [claim, report.agentUserId, report.deviceId, report.version, fault]);
  }

  /** Forgets devices that there is nothing to say of. */
  async drop(claim: string, agentUserId: string, deviceIds: readonly string[]): Promise<void> {
    await this.database.rows(DROP, [claim, agentUserId, deviceIds]);
  }

  async forget(tx: Transaction, agentUserId: string): Promise<void> {
    await this.database.rows(FORGET, [agentUserId], tx);
  }

  /** Forgets what people were reported who are not linked any more. */
  async forgetUnlinked(): Promise<void> {
    await this.database.rows(FORGET_UNLINKED, []);
  }

  /** What Google acknowledged last, by device. */
  async reportedOf(agentUserId: string, deviceIds: readonly string[]): Promise<Map<string, Record<string, unknown>>> {
    const rows = await this.database.rows(REPORTED, [agentUserId, deviceIds]);
    return new Map(rows.map(({ deviceId, reported }) => [deviceId, reported]));
  }

  async backlog(): Promise<{ waiting: number; oldestSeconds: number; quarantined: number }> {
    return (await this.database.row(BACKLOG, [])) ?? { waiting: 0, oldestSeconds: 0, quarantined: 0 };
  }
}
