import type { QueryRunner } from 'typeorm';

/** Creates a service's own copy of who is who; part of its first migration. */
export async function createPersonTable(db: QueryRunner): Promise<void> {
  await db.query(`CREATE TABLE person (
    user_id uuid PRIMARY KEY,
    version integer NOT NULL,
    username text NOT NULL,
    email text NOT NULL,
    first_name text NOT NULL,
    is_active boolean NOT NULL)`);
}

/** Undoes {@link createPersonTable}. */
export async function dropPersonTable(db: QueryRunner): Promise<void> {
  await db.query('DROP TABLE person');
}
