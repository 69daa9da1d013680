/** One kind of sum over messages: its table, what its rows are about, and how both come out of single messages. */
interface KeptSum {
  readonly table: string;
  /** Columns of the key besides the workspace, and what they are for one message. */
  readonly key: Readonly<Record<string, string>>;
  readonly value: string;
  readonly aggregate: string;
}

const UTC_DAY = `(sent_at AT TIME ZONE 'UTC')::date`;

/** All sums that are kept, for whoever makes them anew. */
export const KEPT_SUMS: readonly KeptSum[] = [
  {
    table: 'quarter_count',
    key: { starts_at: `date_bin('15 minutes', sent_at, 'epoch')` },
    value: 'messages',
    aggregate: 'count(*)::integer',
  },
  {
    table: 'channel_count',
    key: { day: UTC_DAY, channel_id: 'channel_id' },
    value: 'messages',
    aggregate: 'count(*)::integer',
  },
  {
    table: 'member_count',
    key: { day: UTC_DAY, user_id: 'user_id' },
    value: 'messages',
    aggregate: 'count(*)::integer',
  },
  { table: 'last_message', key: { user_id: 'user_id' }, value: 'sent_at', aggregate: 'max(sent_at)' },
];

/** The sums of a kind as the gathered messages of run $1 have them. */
export function recounted({ key, value, aggregate }: KeptSum, condition = 'true'): string {
  const columns = Object.entries(key).map(([column, expression]) => `${expression} AS ${column}`);
  const groups = ['workspace_id', ...Object.values(key)];
  return `SELECT workspace_id, ${columns.join(', ')}, ${aggregate} AS ${value} FROM recounted_message
     WHERE run = $1 AND ${condition} GROUP BY ${groups.join(', ')}`;
}
