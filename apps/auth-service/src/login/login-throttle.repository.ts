import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { Bucket } from './login-buckets.js';

/** The first wait, in seconds; each further failure doubles it. */
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 900;
/** How long after the last attempt a bucket is empty again, in seconds. */
const FORGET_AFTER_SECONDS = 3_600;

/** Counts an attempt in each bucket that is open. In the order of the buckets, so that two of these never deadlock. */
const CHARGE = statement<{ bucket: Buffer }>(
  'login-throttle-charge',
  `INSERT INTO login_throttle AS t (bucket, allowance, attempts, blocked_until, forget_at)
   SELECT bucket, allowance, 1, '-infinity', now() + make_interval(secs => $3)
   FROM unnest($1::bytea[], $2::int[]) AS charged (bucket, allowance) ORDER BY bucket
   ON CONFLICT (bucket) DO UPDATE SET
     attempts = CASE WHEN t.forget_at <= now() THEN 1 ELSE t.attempts + 1 END,
     blocked_until = CASE WHEN t.forget_at <= now() OR t.attempts + 1 < t.allowance THEN '-infinity'
       ELSE now() + make_interval(secs => least($5::int, $4::int * 2 ^ least(t.attempts + 1 - t.allowance, 16))) END,
     forget_at = excluded.forget_at
   WHERE t.blocked_until <= now()
   RETURNING bucket`,
);

const WAIT = statement<{ seconds: number }>(
  'login-throttle-wait',
  `SELECT greatest(1, ceil(extract(epoch FROM max(blocked_until) - clock_timestamp())))::int AS seconds
   FROM login_throttle WHERE bucket = ANY($1) AND blocked_until > now()`,
);

const CLEAR = statement('login-throttle-clear', 'DELETE FROM login_throttle WHERE bucket = ANY($1)');

const REFUND = statement(
  'login-throttle-refund',
  `UPDATE login_throttle SET attempts = attempts - 1,
     blocked_until = CASE WHEN attempts - 1 < allowance THEN '-infinity' ELSE blocked_until END
   WHERE bucket IN (SELECT bucket FROM login_throttle WHERE bucket = ANY($1) ORDER BY bucket FOR UPDATE)`,
);

const REMOVE_FORGOTTEN = statement(
  'login-throttle-remove',
  `DELETE FROM login_throttle WHERE bucket IN (
     SELECT bucket FROM login_throttle WHERE forget_at <= now() LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
);

@Injectable()
export class LoginThrottleRepository {
  constructor(private readonly database: Database) {}

  /** Counts an attempt in every bucket; false when one of them is closed, and then the transaction must not commit. */
  async charge(tx: Transaction, buckets: readonly Bucket[]): Promise<boolean> {
    const keys = buckets.map(({ key }) => key);
    const allowances = buckets.map(({ allowance }) => allowance);
    const times = [FORGET_AFTER_SECONDS, FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS];
    const charged = await this.database.rows(CHARGE, [keys, allowances, ...times], tx);
    return charged.length === buckets.length;
  }

  /** The seconds until the last of these buckets opens. */
  async secondsToWait(buckets: readonly Bucket[]): Promise<number> {
    const row = await this.database.row(WAIT, [buckets.map(({ key }) => key)]);
    return row?.seconds ?? 1;
  }

  /** Empties buckets. */
  async clear(buckets: readonly Bucket[], tx?: Transaction): Promise<void> {
    await this.database.rows(CLEAR, [buckets.map(({ key }) => key)], tx);
  }

  /** Takes back one attempt. */
  async refund(buckets: readonly Bucket[], tx?: Transaction): Promise<void> {
    await this.database.rows(REFUND, [buckets.map(({ key }) => key)], tx);
  }

  /** Forgets buckets that nobody has touched for long. */
  async removeForgotten(): Promise<void> {
    await this.database.rows(REMOVE_FORGOTTEN, []);
  }
}
