import { createPersonTable, dropPersonTable } from '@atrium/directory';
import { createEventTables, dropEventTables } from '@atrium/events';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateWorkspace1795254000000 implements MigrationInterface {
  readonly name = 'CreateWorkspace1795254000000';

  async up(db: QueryRunner): Promise<void> {
    await createWorkspaceTables(db);
    await createChannelTables(db);
    await createActivityTable(db);
    await createEventTables(db);
    await createPersonTable(db);
  }

  async down(db: QueryRunner): Promise<void> {
    await dropPersonTable(db);
    await dropEventTables(db);
    await db.query('DROP TABLE activity');
    await db.query('DROP TABLE channel_member');
    await db.query('DROP TABLE channel');
    await db.query('DROP TABLE workspace_member');
    await db.query('DROP TABLE workspace');
  }
}

// The contracts limit lengths. They count an emoji with its variation selector as one character, PostgreSQL as two.
async function createWorkspaceTables(db: QueryRunner): Promise<void> {
  await db.query(`CREATE TABLE workspace (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    description text NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL)`);
  await db.query(`CREATE TABLE workspace_member (
    workspace_id integer NOT NULL REFERENCES workspace ON DELETE CASCADE,
    user_id uuid NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'guest')),
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (workspace_id, user_id))`);
  await db.query('CREATE INDEX workspace_member_by_user ON workspace_member (user_id, workspace_id)');
}

async function createChannelTables(db: QueryRunner): Promise<void> {
  await db.query(`CREATE TABLE channel (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    workspace_id integer NOT NULL REFERENCES workspace ON DELETE CASCADE,
    name text NOT NULL CHECK (name <> ''),
    name_key text NOT NULL,
    is_private boolean NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamptz NOT NULL)`);
  await db.query('CREATE UNIQUE INDEX channel_name_key ON channel (workspace_id, name_key)');
  await db.query(`CREATE TABLE channel_member (
    channel_id integer NOT NULL REFERENCES channel ON DELETE CASCADE,
    user_id uuid NOT NULL,
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (channel_id, user_id))`);
}

async function createActivityTable(db: QueryRunner): Promise<void> {
  await db.query(`CREATE TABLE activity (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id text,
    workspace_id integer NOT NULL REFERENCES workspace ON DELETE CASCADE,
    channel_id integer REFERENCES channel ON DELETE CASCADE,
    actor_id uuid NOT NULL,
    actor_email text NOT NULL,
    type text NOT NULL,
    ref_id text NOT NULL,
    summary text NOT NULL,
    created_at timestamptz NOT NULL)`);
  await db.query('CREATE UNIQUE INDEX activity_event_key ON activity (event_id)');
  await db.query('CREATE INDEX activity_by_workspace ON activity (workspace_id, id DESC)');
  // For the cascade from a channel.
  await db.query('CREATE INDEX activity_by_channel ON activity (channel_id)');
}
