import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';

/** Wrong PINs that cost nothing. */
const FREE_FAILURES = 3;
const FIRST_WAIT_S = 30;
const LONGEST_WAIT_S = 3_600;

/** Counts the attempt before it is looked at, so that guesses at the same time all count. */
const BEGIN = statement<{ failures: number }>(
  'pin-attempt-begin',
  `INSERT INTO pin_attempt AS attempt (device_id, user_id, failures, blocked_until)
   VALUES ($1, $2, 1, '-infinity')
   ON CONFLICT (device_id, user_id) DO UPDATE SET failures = attempt.failures + 1,
     blocked_until = CASE WHEN attempt.failures + 1 < $4 THEN attempt.blocked_until
       ELSE $3::timestamptz
         + make_interval(secs => least($6::float8, $5::float8 * 2 ^ least(attempt.failures + 1 - $4, 20))) END
   WHERE attempt.blocked_until <= $3
   RETURNING failures`,
);

const SUCCEED = statement('pin-attempt-succeed', 'DELETE FROM pin_attempt WHERE device_id = $1 AND user_id = $2');

@Injectable()
export class PinAttemptRepository {
  constructor(private readonly database: Database) {}

  /**
   * Begins an attempt, which counts as failed until it succeeds. False while the person has to wait: 30 s after the
   * third wrong PIN, twice as long after each further one, an hour at most.
   */
  async begin(deviceId: string, userId: string, now: Date): Promise<boolean> {
    const values = [deviceId, userId, now, FREE_FAILURES, FIRST_WAIT_S, LONGEST_WAIT_S];
    return (await this.database.row(BEGIN, values)) !== undefined;
  }

  /** The PIN was right: what was wrong before is forgotten. */
  async succeed(deviceId: string, userId: string): Promise<void> {
    await this.database.rows(SUCCEED, [deviceId, userId]);
  }
}
