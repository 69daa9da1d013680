import { DomainError } from '@atrium/rpc';

import type { SearchPlace } from './search.repository.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Clocks of the processes that name messages may differ by this much, in milliseconds. */
const CLOCK_SKEW_MS = 5_000;

/** Where a search begins: what is written later does not move its pages. */
export function placeOfNow(now: number): SearchPlace {
  const time = (now + CLOCK_SKEW_MS).toString(16).padStart(12, '0');
  return { below: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`, last: null };
}

/** A place as clients carry it. */
export function toCursor({ below, last }: SearchPlace): string {
  const parts = last ? [below, last.rank, last.id] : [below];
  return Buffer.from(parts.join(' ')).toString('base64url');
}

/** The place that a cursor stands for; refuses what is none with VALIDATION_FAILED. */
export function fromCursor(cursor: string): SearchPlace {
  const [below = '', rank, id] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (UUID.test(below) && rank === undefined) return { below, last: null };
  if (UUID.test(below) && UUID.test(id ?? '') && Number.isFinite(Number(rank))) {
    return { below, last: { rank: Number(rank), id: id ?? '' } };
  }
  const detail = 'cursor must be the next of another answer';
  throw new DomainError('VALIDATION_FAILED', detail, { cursor: [detail] });
}
