import type { DailyUsageRequest, ListUsageRequest } from '@atrium/contracts';

import type { DailyUsageQuery, ListUsageQuery } from './usage.dto.js';

const DAY_MS = 86_400_000;
const DAYS_SHOWN = 30;
const PAGE = 50;

/** What to ask of user-service for a page of the log. */
export function listRequestOf({
  user,
  route,
  status,
  from,
  to,
  before,
  limit = PAGE,
}: ListUsageQuery): ListUsageRequest {
  return {
    ...(user === undefined ? {} : { userId: user }),
    ...(route === undefined ? {} : { route }),
    ...(status === undefined ? {} : statusRangeOf(status)),
    ...(from === undefined ? {} : { from: toMoment(from) }),
    ...(to === undefined ? {} : { to: toMoment(to) }),
    ...(before === undefined ? {} : { before }),
    limit,
  };
}

/** What to ask of user-service for the totals: thirty days up to today where nothing is said. */
export function dailyRequestOf({ user, from, to }: DailyUsageQuery, now: Date): DailyUsageRequest {
  const last = to ?? dayOf(now);
  const first = from ?? dayOf(new Date(Date.parse(last) - (DAYS_SHOWN - 1) * DAY_MS));
  return { ...(user === undefined ? {} : { userId: user }), from: first, to: last };
}

/** `404` is that status alone, `4xx` all from 400 to 499. */
function statusRangeOf(status: string): { readonly statusFrom: number; readonly statusTo: number } {
  return { statusFrom: Number(status.replace('xx', '00')), statusTo: Number(status.replace('xx', '99')) };
}

/** A day begins at midnight, and what has no offset is UTC. */
function toMoment(text: string): string {
  const hasOffset = !text.includes('T') || /(Z|[+-]\d\d:\d\d)$/.test(text);
  return new Date(hasOffset ? text : `${text}Z`).toISOString();
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
