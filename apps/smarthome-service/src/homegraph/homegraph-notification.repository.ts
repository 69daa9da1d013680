import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

/** Something to say of a device, claimed by one worker. */
export interface ClaimedNotification {
  /** Google's `eventId`. */
  readonly id: string;
  readonly agentUserId: string;
  readonly deviceId: string;
  readonly notification: Record<string, unknown>;
  readonly attempts: number;
  readonly hasExpired: boolean;
}

/** Nobody who asked a minute ago still listens. */
const KEEP_SECONDS = 300;

const ADD = statement(
  'homegraph-notification-add',
  `INSERT INTO homegraph_notification (id, agent_user_id, device_id, notification, next_try, expires_at)
   SELECT $1, user_id, $3, $4, now(), now() + make_interval(secs => ${KEEP_SECONDS})
   FROM google_link WHERE user_id = $2 AND unlinked_at IS NULL`,
);

const CLAIM = statement<ClaimedNotification>(
  'homegraph-notification-claim',
  `UPDATE homegraph_notification SET claim = $1, next_try = now() + make_interval(secs => $2)
   WHERE id IN (SELECT id FROM homegraph_notification WHERE next_try <= now()
     ORDER BY next_try LIMIT 1 FOR UPDATE SKIP LOCKED)
   RETURNING id, agent_user_id AS "agentUserId", device_id AS "deviceId", notification, attempts,
     expires_at <= now() AS "hasExpired"`,
);

const REMOVE = statement('homegraph-notification-remove', 'DELETE FROM homegraph_notification WHERE id = $1');

const POSTPONE = statement(
  'homegraph-notification-postpone',
  `UPDATE homegraph_notification SET claim = NULL, attempts = least(attempts + 1, 1000),
     next_try = now() + make_interval(secs => $3) WHERE id = $2 AND claim = $1`,
);

const FORGET = statement(
  'homegraph-notification-forget',
  'DELETE FROM homegraph_notification WHERE agent_user_id = $1',
);

/** What Google is to say of devices: each once, and soon or never. */
@Injectable()
export class HomegraphNotificationRepository {
  constructor(private readonly database: Database) {}

  /** Does nothing where the person is not linked. */
  async add(tx: Transaction, id: string, agentUserId: string, deviceId: string, notification: object): Promise<void> {
    await this.database.rows(ADD, [id, agentUserId, deviceId, JSON.stringify(notification)], tx);
  }

  claim(claim: string, leaseMs: number): Promise<ClaimedNotification | undefined> {
    return this.database.row(CLAIM, [claim, leaseMs / 1_000]);
  }

  async remove(id: string): Promise<void> {
    await this.database.rows(REMOVE, [id]);
  }

  async postpone(claim: string, { id }: ClaimedNotification, delayMs: number): Promise<void> {
    await this.database.rows(POSTPONE, [claim, id, delayMs / 1_000]);
  }

  async forget(tx: Transaction, agentUserId: string): Promise<void> {
    await this.database.rows(FORGET, [agentUserId], tx);
  }
}
