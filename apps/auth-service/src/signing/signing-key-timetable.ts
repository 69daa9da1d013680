import type { SigningKey } from './signing-key.entity.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A new key is published this long before it signs: longer than any verifier keeps its copy of the keys. */
export const ANNOUNCED_FOR_MS = 10 * MINUTE_MS;
/** How long a key signs before the next one takes over. */
export const SIGNS_FOR_MS = 30 * DAY_MS;
/** How much longer than its last token a key stays published: clocks differ. */
const SLACK_MS = 5 * MINUTE_MS;

type Times = Pick<SigningKey, 'signsFrom' | 'retiredAt'>;

/** True when it is time to announce the successor of the newest key. */
export function isRotationDue(newest: Times, now: Date): boolean {
  return newest.signsFrom.getTime() + SIGNS_FOR_MS - ANNOUNCED_FOR_MS <= now.getTime();
}

/** A key retired at this moment or before it has nothing left to verify, when its tokens live for these seconds. */
export function outdatedAt(now: Date, tokenSeconds: number): Date {
  return new Date(now.getTime() - tokenSeconds * 1_000 - SLACK_MS);
}

/** True while tokens exist, or soon will, that only this key verifies. */
export function isPublished({ retiredAt }: Times, now: Date, tokenSeconds: number): boolean {
  return retiredAt === null || retiredAt > outdatedAt(now, tokenSeconds);
}

/**
 * The key that signs now: the one that began last. While all of them are still ahead, which takes a clock behind that
 * of the replica that made the first key, it is the first. Undefined only when there is no key.
 */
export function signingAt<Key extends Times>(keys: readonly Key[], now: Date): Key | undefined {
  const byStart = [...keys].sort((a, b) => a.signsFrom.getTime() - b.signsFrom.getTime());
  return byStart.findLast(({ signsFrom }) => signsFrom <= now) ?? byStart[0];
}
