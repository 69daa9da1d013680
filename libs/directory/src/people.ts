import { Injectable } from '@nestjs/common';
import { findUsers } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';
import { AS_SERVICE, RpcClient } from '@atrium/rpc';

import type { Person } from './person.js';

const FIND = statement<Person>(
  'people-find',
  `SELECT user_id AS "userId", version, username, email, first_name AS "firstName", is_active AS "isActive"
   FROM person WHERE user_id = ANY($1)`,
);

/** An older version never overwrites a newer one, in whatever order events arrive. */
const UPSERT = statement(
  'people-upsert',
  `INSERT INTO person (user_id, version, username, email, first_name, is_active)
   SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::boolean[])
   ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, username = excluded.username,
     email = excluded.email, first_name = excluded.first_name, is_active = excluded.is_active
   WHERE person.version < excluded.version`,
);

/** The service's copy of the directory, fed by user-service's events and, on a miss, by asking it. */
@Injectable()
export class People {
  constructor(
    private readonly database: Database,
    private readonly rpc: RpcClient,
  ) {}

  /** The people with these ids; one who does not exist is absent. */
  async find(ids: readonly string[]): Promise<Map<string, Person>> {
    const known = new Map((await this.database.rows(FIND, [ids])).map((person) => [person.userId, person]));
    const missing = ids.filter((id) => !known.has(id));
    if (missing.length === 0) return known;
    const users = await this.rpc.call(findUsers, { ids: missing }, AS_SERVICE);
    // Version 0 gives way to whatever event arrives later.
    const found = users.map(({ id, username, email, firstName, isActive }): Person => ({
      userId: id,
      version: 0,
      username,
      email,
      firstName,
      isActive,
    }));
    await this.store(found);
    for (const person of found) known.set(person.userId, person);
    return known;
  }

  /** Stores what is newer than what is known. */
  async store(people: readonly Person[], tx?: Transaction): Promise<void> {
    const newest = new Map<string, Person>();
    for (const person of people) {
      const other = newest.get(person.userId);
      if (!other || other.version < person.version) newest.set(person.userId, person);
    }
    const rows = [...newest.values()];
    if (rows.length === 0) return;
    const columns = [
      rows.map(({ userId }) => userId),
      rows.map(({ version }) => version),
      rows.map(({ username }) => username),
      rows.map(({ email }) => email),
      rows.map(({ firstName }) => firstName),
      rows.map(({ isActive }) => isActive),
    ];
    await this.database.rows(UPSERT, columns, tx);
  }
}
