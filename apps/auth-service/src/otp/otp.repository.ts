import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { Otp } from './otp.entity.js';

/** How long a code is good for, in seconds. */
export const OTP_LIFETIME_SECONDS = 300;
/** How often a code may be guessed at. */
export const MAX_TRIES = 5;
/** How many codes an address gets within {@link WINDOW_SECONDS}. */
export const MAX_CODES = 5;
const WINDOW_SECONDS = 600;
/**
 * How many wrong guesses an address bears within {@link MISSES_SECONDS}: one in 20,000 gets in. Beyond them there are no
 * codes for the rest of that time, whoever guessed; passwords, resets and other providers work as ever.
 */
export const MAX_MISSES = 50;
const MISSES_SECONDS = 86_400;

const HAS_MISSED_TOO_OFTEN = (limit: string) => `otp.misses_until > now() AND otp.misses >= ${limit}`;

/** Replaces whatever code the address had, unless it had too many. One row comes back for a code that was issued. */
const ISSUE = statement<{ userId: string }>(
  'otp-issue',
  `INSERT INTO otp (purpose, address, user_id, code_mac, expires_at, window_ends_at)
   VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5), now() + make_interval(secs => $6))
   ON CONFLICT (purpose, address) DO UPDATE SET user_id = excluded.user_id, code_mac = excluded.code_mac,
     expires_at = excluded.expires_at, tries = 0, used_at = NULL,
     issued_in_window = CASE WHEN otp.window_ends_at > now() THEN otp.issued_in_window + 1 ELSE 1 END,
     window_ends_at = CASE WHEN otp.window_ends_at > now() THEN otp.window_ends_at ELSE excluded.window_ends_at END
   WHERE (otp.window_ends_at <= now() OR otp.issued_in_window < $7) AND NOT (${HAS_MISSED_TOO_OFTEN('$8')})
   RETURNING user_id AS "userId"`,
);

/** Counts the try and decides it in one statement, so that guesses made at once cannot outrun the count. */
const TRY = statement<{ userId: string; isRight: boolean }>(
  'otp-try',
  `UPDATE otp SET tries = tries + 1, used_at = CASE WHEN code_mac = ANY($3) THEN now() END,
     misses = CASE WHEN misses_until > now() THEN misses ELSE 0 END + CASE WHEN code_mac = ANY($3) THEN 0 ELSE 1 END,
     misses_until = CASE WHEN misses_until > now() THEN misses_until ELSE now() + make_interval(secs => $6) END
   WHERE purpose = $1 AND address = $2 AND used_at IS NULL AND tries < $4 AND expires_at > now()
     AND NOT (${HAS_MISSED_TOO_OFTEN('$5')})
   RETURNING user_id AS "userId", used_at IS NOT NULL AS "isRight"`,
);

const REMOVE_EXPIRED = statement(
  'otp-remove-expired',
  `DELETE FROM otp WHERE (purpose, address) IN (
     SELECT purpose, address FROM otp WHERE window_ends_at < now() AND expires_at < now() AND misses_until < now() LIMIT 1000)`,
);

@Injectable()
export class OtpRepository {
  constructor(private readonly database: Database) {}

  /** Makes this the only code of the address. False, changing nothing, after too many codes or wrong guesses lately. */
  async issue(
    tx: Transaction,
    { purpose, address, userId, codeMac }: Pick<Otp, 'purpose' | 'address' | 'userId' | 'codeMac'>,
  ): Promise<boolean> {
    const values = [purpose, address, userId, codeMac, OTP_LIFETIME_SECONDS, WINDOW_SECONDS, MAX_CODES, MAX_MISSES];
    return (await this.database.row(ISSUE, values, tx)) !== undefined;
  }

  /** Uses up the code if one of these values is it, and returns whose it is; counts a try in any case. */
  async use(
    tx: Transaction,
    { purpose, address }: Pick<Otp, 'purpose' | 'address'>,
    candidates: readonly Buffer[],
  ): Promise<string | undefined> {
    const tried = await this.database.row(
      TRY,
      [purpose, address, candidates, MAX_TRIES, MAX_MISSES, MISSES_SECONDS],
      tx,
    );
    return tried?.isRight === true ? tried.userId : undefined;
  }

  /** Forgets addresses whose last code, its window and the count of misses have passed. */
  async removeExpired(): Promise<void> {
    await this.database.rows(REMOVE_EXPIRED, []);
  }
}
