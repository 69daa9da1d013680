import { Injectable } from '@nestjs/common';
import { Database, statement, type Statement } from '@atrium/persistence';

import type { ListedMessage } from '../message/message-list.repository.js';
import { START, STOP } from './highlight.js';

/** What is searched for, and where. */
export interface Search {
  readonly userId: string;
  readonly query: string;
  readonly channelId: number | null;
  readonly conversationId: string | null;
  readonly senderId: string | null;
  readonly after: Date | null;
  readonly before: Date | null;
}

/** Where a page begins. */
export interface SearchPlace {
  /** Only messages with ids below this one are looked at. */
  readonly below: string;
  /** The result after which the page begins; null for the first of its block. */
  readonly last: { readonly rank: number; readonly id: string } | null;
}

export interface FoundRow extends ListedMessage {
  readonly conversationId: string;
  readonly channelId: number | null;
  readonly seq: number;
  readonly rank: number;
  /** Part of the body, with {@link START} and {@link STOP} around what was found. */
  readonly headline: string;
}

export interface FoundPage {
  readonly rows: readonly FoundRow[];
  /** The id below which the next block begins; null when there is none. */
  readonly nextBelow: string | null;
}

type Row = { readonly nextBelow: string | null } & (FoundRow | { readonly id: null });

/** Results are ranked among this many, the newest; then among the next as many. */
const BLOCK = 1_000;
/** A search that matches more messages than this reads conversations from their ends instead of the index. */
const MANY = 10_000;
/** Messages that such a search reads over all conversations, more of larger ones, but so many at least of each. */
const READ_IN_ALL = 20_000;
const READ_OF_EACH = 100;

const TSQUERY = `websearch_to_tsquery('simple', $2)`;

const MINE = `mine AS MATERIALIZED (
     SELECT v.id, greatest(${READ_OF_EACH}, ${READ_IN_ALL} * v.ordinal / greatest(sum(v.ordinal) OVER (), 1)) AS depth
     FROM (
       SELECT v.id FROM channel_reader r JOIN conversation v ON v.channel_id = r.channel_id WHERE r.user_id = $1
       UNION ALL
       SELECT conversation_id FROM conversation_member WHERE user_id = $1) readable
     JOIN conversation v ON v.id = readable.id
     WHERE ($3::int IS NULL OR v.channel_id = $3) AND ($4::uuid IS NULL OR v.id = $4))`;

const FILTERS = `m.deleted_at IS NULL AND ($5::uuid IS NULL OR m.sender_id = $5)
     AND ($6::timestamptz IS NULL OR m.created_at >= $6) AND ($7::timestamptz IS NULL OR m.created_at < $7)`;

/** All matches by the index; ids are compared after that, so that no plan walks the key instead. */
const BY_INDEX = `matched AS MATERIALIZED (
     SELECT m.id, m.conversation_id FROM message m WHERE m.search @@ ${TSQUERY} AND ${FILTERS}
   ), hits AS (
     SELECT m.id FROM matched m JOIN mine ON mine.id = m.conversation_id WHERE m.id < $8
   ), horizon AS (SELECT NULL::uuid AS id)`;

/** The newest of each conversation. What is older than the end of a reading that broke off is for the next block. */
const BY_READING = `seen AS MATERIALIZED (
     SELECT s.*, mine.id AS conversation_id, mine.depth FROM mine CROSS JOIN LATERAL (
       SELECT m.id, m.search @@ ${TSQUERY} AS is_hit
       FROM message m WHERE m.conversation_id = mine.id AND m.id < $8 AND ${FILTERS}
       ORDER BY m.seq DESC
       LIMIT mine.depth::bigint) s
   ), horizon AS (
     SELECT (SELECT max(ends.oldest)::uuid FROM (
       SELECT min(id::text) AS oldest FROM seen GROUP BY conversation_id, depth HAVING count(*) >= depth::bigint
     ) ends) AS id
   ), hits AS (
     SELECT s.id FROM seen s, horizon h WHERE s.is_hit AND (h.id IS NULL OR s.id >= h.id)
   )`;

function search(name: string, source: string): Statement<Row> {
  return statement(
    `search-${name}`,
    `WITH ${MINE}, ${source}, block AS MATERIALIZED (
       SELECT m.id, ts_rank(m.search, ${TSQUERY}, 1)::float8 AS rank
       FROM (SELECT id FROM hits ORDER BY id DESC LIMIT ${BLOCK}) newest JOIN message m ON m.id = newest.id
     ), following AS (
       SELECT CASE WHEN (SELECT count(*) FROM hits) > ${BLOCK} THEN (SELECT id FROM block ORDER BY id LIMIT 1)
         ELSE horizon.id END AS below FROM horizon
     ), page AS (
       SELECT * FROM block WHERE $9::float8 IS NULL OR (rank, id) < ($9, $10::uuid)
       ORDER BY rank DESC, id DESC LIMIT $11
     )
     SELECT f.below AS "nextBelow", m.id, m.sender_id AS "senderId", p.email AS "senderEmail", m.body,
       m.created_at AS "createdAt", m.conversation_id AS "conversationId", v.channel_id AS "channelId",
       m.seq::float8 AS seq, page.rank, ts_headline('simple', translate(m.body, '${START}${STOP}', ''), ${TSQUERY},
         'StartSel=${START},StopSel=${STOP},MaxFragments=2,MinWords=5,MaxWords=25,FragmentDelimiter=" … "') AS headline
     FROM following f
     LEFT JOIN page ON true
     LEFT JOIN message m ON m.id = page.id
     LEFT JOIN conversation v ON v.id = m.conversation_id
     LEFT JOIN person p ON p.user_id = m.sender_id
     ORDER BY page.rank DESC, page.id DESC`,
  );
}

const SEARCH_INDEX = search('index', BY_INDEX);
const SEARCH_READING = search('reading', BY_READING);

const ESTIMATE = statement<{ 'QUERY PLAN': readonly [{ readonly Plan: { readonly 'Plan Rows': number } }] }>(
  'search-estimate',
  `EXPLAIN (FORMAT JSON) SELECT FROM message WHERE search @@ websearch_to_tsquery('simple', $1)`,
);

/** Finds messages by their words. */
@Injectable()
export class SearchRepository {
  constructor(private readonly database: Database) {}

  /**
   * A page of the best of the newest matches that somebody may see. An index gives all matches or none in order: of a
   * word that half of all messages have it would give too many. The planner's estimate chooses, and only speed and the
   * size of a block depend on it.
   */
  async find(wanted: Search, { below, last }: SearchPlace, limit: number): Promise<FoundPage> {
    const statementToRun = (await this.estimate(wanted.query)) > MANY ? SEARCH_READING : SEARCH_INDEX;
    const { userId, query, channelId, conversationId, senderId, after, before } = wanted;
    const where = [userId, query, channelId, conversationId, senderId, after, before];
    const rows = await this.database.rows(statementToRun, [
      ...where,
      below,
      last?.rank ?? null,
      last?.id ?? null,
      limit,
    ]);
    return { rows: rows.filter((row) => row.id !== null), nextBelow: rows[0]?.nextBelow ?? null };
  }

  private async estimate(query: string): Promise<number> {
    const row = await this.database.row(ESTIMATE, [query]);
    return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  }
}
