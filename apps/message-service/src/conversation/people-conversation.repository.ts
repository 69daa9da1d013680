import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';
import { v7 as uuidv7 } from 'uuid';

/** In a direct or group conversation at most. */
export const MAX_MEMBERS = 50;

const FIND = statement<{ id: string }>('people-find-by-key', 'SELECT id FROM conversation WHERE member_key = $1');

const MAKE = statement<{ id: string }>(
  'people-make',
  `WITH made AS (
     INSERT INTO conversation (id, kind, name, member_key) VALUES ($1, $2, $3, $4)
     ON CONFLICT (member_key) DO NOTHING RETURNING id
   ), joined AS (
     INSERT INTO conversation_member (conversation_id, user_id) SELECT id, unnest($5::uuid[]) FROM made
   )
   SELECT id FROM made`,
);

const LOCK_GROUP = statement<{ id: string }>(
  'people-lock-group',
  `SELECT v.id FROM conversation v JOIN conversation_member m ON m.conversation_id = v.id AND m.user_id = $2
   WHERE v.id = $1 AND v.kind = 'group' FOR UPDATE OF v`,
);

/** From now on people come and go, so that it is not found by them any more. */
const ADD = statement<{ userId: string }>(
  'people-add',
  `WITH freed AS (UPDATE conversation SET member_key = NULL WHERE id = $1 AND member_key IS NOT NULL)
   INSERT INTO conversation_member (conversation_id, user_id)
   SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING RETURNING user_id AS "userId"`,
);

const REMOVE = statement<{ userId: string }>(
  'people-remove',
  `WITH removed AS (
     DELETE FROM conversation_member WHERE conversation_id = $1 AND user_id = $2 RETURNING user_id
   ), freed AS (
     UPDATE conversation SET member_key = NULL
     WHERE id = $1 AND member_key IS NOT NULL AND EXISTS (SELECT FROM removed)
   )
   SELECT user_id AS "userId" FROM removed`,
);

const COUNT = statement<{ members: number }>(
  'people-count',
  'SELECT count(*)::int AS members FROM conversation_member WHERE conversation_id = $1',
);

/** Conversations of people, outside workspaces. */
@Injectable()
export class PeopleConversationRepository {
  constructor(private readonly database: Database) {}

  /** The conversation of exactly these people, whoever asks first: one set of people has one. */
  async ensureBetween(userIds: readonly string[]): Promise<string> {
    const key = keyOf(userIds);
    const known = await this.database.row(FIND, [key]);
    if (known) return known.id;
    const kind = userIds.length > 2 ? 'group' : 'direct';
    const made = await this.database.row(MAKE, [uuidv7(), kind, null, key, userIds]);
    const id = made?.id ?? (await this.database.row(FIND, [key]))?.id;
    if (id === undefined) throw new Error('A conversation was neither made nor found');
    return id;
  }

  /** A new group. */
  async make(name: string, userIds: readonly string[]): Promise<string> {
    const id = uuidv7();
    await this.database.row(MAKE, [id, 'group', name, null, userIds]);
    return id;
  }

  /** Locks a group that this person is in; false when there is none. */
  async lockGroup(tx: Transaction, id: string, userId: string): Promise<boolean> {
    return (await this.database.row(LOCK_GROUP, [id, userId], tx)) !== undefined;
  }

  /** Takes people in and tells who of them had not been in it. */
  async add(tx: Transaction, id: string, userIds: readonly string[]): Promise<string[]> {
    return (await this.database.rows(ADD, [id, userIds], tx)).map(({ userId }) => userId);
  }

  /** False when they were not in it. */
  async remove(tx: Transaction, id: string, userId: string): Promise<boolean> {
    return (await this.database.row(REMOVE, [id, userId], tx)) !== undefined;
  }

  async countMembers(tx: Transaction, id: string): Promise<number> {
    return (await this.database.row(COUNT, [id], tx))?.members ?? 0;
  }
}

/** One key for a set of people, in whatever order they are named. */
function keyOf(userIds: readonly string[]): string {
  return createHash('sha256').update(userIds.toSorted().join(' ')).digest('base64url');
}
