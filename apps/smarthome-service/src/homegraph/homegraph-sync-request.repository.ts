import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

/** A request that is due, claimed by one worker. */
export interface ClaimedSyncRequest {
  readonly agentUserId: string;
  readonly version: number;
  readonly attempts: number;
}

const MARK = statement(
  'homegraph-sync-mark',
  `INSERT INTO homegraph_sync_request AS request (agent_user_id, version, next_try)
   SELECT user_id, 1, now() + make_interval(secs => $2) FROM unnest($1::uuid[]) user_id ORDER BY user_id
   ON CONFLICT (agent_user_id) DO UPDATE SET version = request.version + 1`,
);

const CLAIM = statement<ClaimedSyncRequest>(
  'homegraph-sync-claim',
  `UPDATE homegraph_sync_request SET claim = $1, next_try = now() + make_interval(secs => $2)
   WHERE agent_user_id IN (SELECT agent_user_id FROM homegraph_sync_request WHERE next_try <= now()
     ORDER BY next_try LIMIT 1 FOR UPDATE SKIP LOCKED)
   RETURNING agent_user_id AS "agentUserId", version, attempts`,
);

const SETTLE = statement(
  'homegraph-sync-settle',
  'DELETE FROM homegraph_sync_request WHERE agent_user_id = $2 AND claim = $1 AND version = $3',
);

/** What the claim still holds after it was settled came meanwhile. */
const POSTPONE = statement(
  'homegraph-sync-postpone',
  `UPDATE homegraph_sync_request SET claim = NULL, attempts = $4, next_try = now() + make_interval(secs => $3)
   WHERE agent_user_id = $2 AND claim = $1`,
);

const FORGET = statement('homegraph-sync-forget', 'DELETE FROM homegraph_sync_request WHERE agent_user_id = $1');

/** Whom Google is to ask again for their devices; once, however often these changed. */
@Injectable()
export class HomegraphSyncRequestRepository {
  constructor(private readonly database: Database) {}

  async mark(tx: Transaction, agentUserIds: readonly string[], delayMs: number): Promise<void> {
    await this.database.rows(MARK, [agentUserIds, delayMs / 1_000], tx);
  }

  claim(claim: string, leaseMs: number): Promise<ClaimedSyncRequest | undefined> {
    return this.database.row(CLAIM, [claim, leaseMs / 1_000]);
  }

  /** Done; where the devices changed meanwhile, the request comes again. */
  async settle(claim: string, { agentUserId, version }: ClaimedSyncRequest, delayMs: number): Promise<void> {
    await this.database.rows(SETTLE, [claim, agentUserId, version]);
    await this.database.rows(POSTPONE, [claim, agentUserId, delayMs / 1_000, 0]);
  }

  async postpone(claim: string, { agentUserId, attempts }: ClaimedSyncRequest, delayMs: number): Promise<void> {
    await this.database.rows(POSTPONE, [claim, agentUserId, delayMs / 1_000, Math.min(attempts + 1, 1_000)]);
  }

  async forget(tx: Transaction, agentUserId: string): Promise<void> {
    await this.database.rows(FORGET, [agentUserId], tx);
  }
}
