import type { Bench } from '../bench.ts';
import type { Fixture } from './fixture.ts';

/** Messages of the long channel. */
export const LONG = 1_000_000;
/** Stands in this many of them. */
export const RARE = { word: 'halcyon', messages: 20 } as const;
/** Stands in every tenth. */
export const COMMON = { word: 'release' } as const;

/**
 * Rows as the suite writes them: ids and times ascend with the numbers. Words are drawn from a few thousand, the frequent
 * ones more often, so that the index is as large as that of real text.
 */
const INSERT = `
  WITH place AS (SELECT id FROM conversation WHERE channel_id = $1), made AS (
    INSERT INTO message (id, conversation_id, seq, ordinal, sender_id, body, created_at)
    SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7' ||
        lpad(to_hex((n % 4096)::int), 3, '0') || '8' || substr(md5(n::text), 1, 15))::uuid,
      place.id, n, n, $2::uuid,
      'Note ' || n || CASE WHEN n % ($3::int / ${RARE.messages}) = 0 THEN ' ${RARE.word}' ELSE '' END ||
        CASE WHEN n % 10 = 0 THEN ' ${COMMON.word}' ELSE '' END || ' about ' || words.text,
      moment
    FROM place, generate_series(2, $3::int) n
      CROSS JOIN LATERAL (SELECT now() - ($3::int - n) * interval '20 seconds' AS moment) t
      CROSS JOIN LATERAL (
        SELECT string_agg('w' || floor(5000 * power(random(), 3))::int, ' ') AS text FROM generate_series(1, 7 + n % 3)) words
    RETURNING 1)
  UPDATE conversation SET seq = $3::int, ordinal = $3::int FROM place WHERE conversation.id = place.id`;

const channels = new WeakMap<Fixture, Promise<number>>();

/** A channel of a million messages; made when the first scenario needs it. */
export function longChannelOf({ fixture, records }: Bench): Promise<number> {
  const channel = channels.get(fixture) ?? make();
  channels.set(fixture, channel);
  return channel;

  async function make(): Promise<number> {
    const { owner, workspaceId } = fixture;
    const channelId = await owner.createChannel(workspaceId, 'long');
    // The suite itself opens the conversation.
    await owner.sendMessage(channelId, 'The first of many');
    await records.settle();
    await records.insertMessages(INSERT, [channelId, await owner.userId(), LONG], LONG - 1);
    return channelId;
  }
}
