import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Makes the copy of who may read what follow every change of it, in whatever order changes are heard of. */
export class VersionMemberships1795262400000 implements MigrationInterface {
  readonly name = 'VersionMemberships1795262400000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW channel_reader');
    await db.query(`ALTER TABLE channel
      ADD COLUMN is_archived boolean NOT NULL DEFAULT false,
      ADD COLUMN version bigint NOT NULL DEFAULT 0`);
    // Somebody is in as long as `version` is above `removed_version`: what was learned last is not their removal.
    await db.query(`ALTER TABLE workspace_member
      ADD COLUMN role text NOT NULL DEFAULT 'member',
      ADD COLUMN version bigint NOT NULL DEFAULT 0,
      ADD COLUMN removed_version bigint NOT NULL DEFAULT -1`);
    await db.query(`ALTER TABLE channel_member
      ADD COLUMN version bigint NOT NULL DEFAULT 0,
      ADD COLUMN removed_version bigint NOT NULL DEFAULT -1`);
    await db.query(`CREATE TABLE workspace (
      id integer PRIMARY KEY,
      version bigint NOT NULL,
      is_archived boolean NOT NULL DEFAULT false,
      is_deleted boolean NOT NULL DEFAULT false,
      erased_at timestamptz)`);
    await db.query('CREATE INDEX workspace_to_erase ON workspace (id) WHERE is_deleted AND erased_at IS NULL');
    await db.query('CREATE INDEX workspace_member_by_user ON workspace_member (user_id, workspace_id)');
    await db.query('CREATE INDEX channel_by_workspace ON channel (workspace_id)');
    await db.query(CHANNEL_READER);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP VIEW channel_reader');
    await db.query('DROP INDEX channel_by_workspace');
    await db.query('DROP INDEX workspace_member_by_user');
    await db.query('DROP TABLE workspace');
    await db.query('ALTER TABLE channel_member DROP COLUMN version, DROP COLUMN removed_version');
    await db.query('ALTER TABLE workspace_member DROP COLUMN role, DROP COLUMN version, DROP COLUMN removed_version');
    await db.query('ALTER TABLE channel DROP COLUMN is_archived, DROP COLUMN version');
    await db.query(FIRST_CHANNEL_READER);
  }
}

/**
 * The rule of who may read and write in which channel, in one place. Whoever left the workspace left its channels with
 * it, so that being in a channel counts only if it was learned after that.
 */
const CHANNEL_READER = `CREATE VIEW channel_reader AS
  SELECT c.id AS channel_id, c.workspace_id, m.user_id, m.role,
    NOT c.is_archived AND NOT coalesce(w.is_archived, false) AS can_write
  FROM channel c
  JOIN workspace_member m ON m.workspace_id = c.workspace_id AND m.version > m.removed_version
  LEFT JOIN channel_member cm ON cm.channel_id = c.id AND cm.user_id = m.user_id
    AND cm.version > cm.removed_version AND cm.version > m.removed_version
  LEFT JOIN workspace w ON w.id = c.workspace_id
  WHERE (cm.user_id IS NOT NULL OR (NOT c.is_private AND m.role <> 'guest')) AND NOT coalesce(w.is_deleted, false)`;

const FIRST_CHANNEL_READER = `CREATE VIEW channel_reader AS
  SELECT c.id AS channel_id, c.workspace_id, m.user_id
  FROM channel c
  JOIN workspace_member m ON m.workspace_id = c.workspace_id
  LEFT JOIN channel_member cm ON cm.channel_id = c.id AND cm.user_id = m.user_id
  WHERE NOT c.is_private OR cm.user_id IS NOT NULL`;
