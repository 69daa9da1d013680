import type { UsageList } from '@atrium/contracts';

import type { UsageRow } from './usage.repository.js';

/** The first `limit` of these rows, and the place of the last one if there are more. */
export function toUsageList(rows: readonly UsageRow[], limit: number): UsageList {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = last && rows.length > limit ? `${last.at.getTime()}_${last.id}` : null;
  return { items: page.map((row) => ({ ...row, at: row.at.toISOString() })), next };
}
