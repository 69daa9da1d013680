import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateHome1795400000000 implements MigrationInterface {
  readonly name = 'CreateHome1795400000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE home (
      id uuid PRIMARY KEY,
      owner_id uuid NOT NULL,
      name text NOT NULL,
      rooms text[] NOT NULL,
      bridge_id text NOT NULL UNIQUE,
      mqtt_prefix text UNIQUE,
      created_at timestamptz NOT NULL)`);
    await db.query('CREATE INDEX home_by_owner ON home (owner_id)');
    await db.query(`CREATE TABLE home_member (
      home_id uuid NOT NULL REFERENCES home ON DELETE CASCADE,
      user_id uuid NOT NULL,
      role text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin', 'owner')),
      added_at timestamptz NOT NULL,
      PRIMARY KEY (user_id, home_id))`);
    await db.query('CREATE INDEX home_member_by_home ON home_member (home_id, added_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE home_member');
    await db.query('DROP TABLE home');
  }
}
