/** Where messages to all of a conversation are kept as mentions: nobody's id. */
export const EVERYONE = '00000000-0000-0000-0000-000000000000';

/** Deleted or singly read posts above a marker that are looked at to count what is left. */
const MAX_EXCEPTIONS = 10_000;

/**
 * How far a person has read a conversation and what is left, as a subquery to be joined laterally. Nothing of it is
 * stored as a count: what is left is the number of posts above the marker, less those that were deleted or read one by
 * one. Whoever writes has read what stands above their post, so that none of their own are among them. Each part is a
 * look at an index, and none grows with the number of posts.
 * @param conversation alias of a row with `id` and `ordinal`
 * @param user SQL of the person's id
 */
export function readState(conversation: string, user: string): string {
  const above = `conversation_id = ${conversation}.id AND ordinal > marker.ordinal`;
  const isReadSingly = `EXISTS (SELECT FROM message_read r
    WHERE r.conversation_id = ${conversation}.id AND r.user_id = ${user} AND r.ordinal = n.ordinal OFFSET 0)`;
  return `(
    SELECT marker.seq, marker.ordinal,
      ${conversation}.ordinal - marker.ordinal
        - (SELECT count(*) FROM (SELECT FROM message WHERE ${above} AND deleted_at IS NOT NULL
            LIMIT ${MAX_EXCEPTIONS}) deleted)
        - (SELECT count(*) FROM (SELECT FROM message_read n WHERE ${above} AND n.user_id = ${user}
            AND NOT EXISTS (SELECT FROM message d WHERE d.conversation_id = ${conversation}.id
              AND d.ordinal = n.ordinal AND d.deleted_at IS NOT NULL)
            LIMIT ${MAX_EXCEPTIONS}) singly) AS unread,
      (SELECT count(*) FROM (SELECT FROM message_mention n
         WHERE ${above} AND n.user_id IN (${user}, '${EVERYONE}') AND NOT ${isReadSingly}
         LIMIT ${MAX_EXCEPTIONS}) named) AS mentions
    FROM ${marker(conversation, user)} marker
  )`;
}

/** The higher of a person's marker and their last own post in a conversation, as a subquery: `seq` and `ordinal`. */
export function marker(conversation: string, user: string): string {
  return `(
    SELECT greatest(own.seq, marker.seq, 0) AS seq, greatest(own.ordinal, marker.ordinal, 0) AS ordinal
    FROM (SELECT) nothing
    LEFT JOIN LATERAL (SELECT seq, ordinal FROM read_marker
      WHERE conversation_id = ${conversation}.id AND user_id = ${user}) marker ON true
    LEFT JOIN LATERAL (SELECT seq, ordinal FROM message
      WHERE conversation_id = ${conversation}.id AND sender_id = ${user} ORDER BY ordinal DESC LIMIT 1) own ON true
  )`;
}
