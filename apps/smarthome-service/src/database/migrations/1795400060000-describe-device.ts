import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = `
  ADD COLUMN home_id uuid REFERENCES home ON DELETE CASCADE,
  ADD COLUMN nicknames text[] NOT NULL DEFAULT '{}',
  ADD COLUMN default_names text[] NOT NULL DEFAULT '{}',
  ADD COLUMN room text,
  ADD COLUMN attributes jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN custom_data jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN device_info jsonb,
  ADD COLUMN other_device_ids jsonb,
  ADD COLUMN will_report_state boolean NOT NULL DEFAULT true,
  ADD COLUMN challenge text NOT NULL DEFAULT 'none' CHECK (challenge IN ('none', 'ack', 'pin')),
  ADD COLUMN pin_hash text,
  ADD COLUMN driver text NOT NULL DEFAULT 'virtual' CHECK (driver IN ('virtual', 'mqtt', 'http')),
  ADD COLUMN driver_settings jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN sealed_secret bytea,
  ADD COLUMN is_online boolean NOT NULL DEFAULT true,
  ADD COLUMN state jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN version bigint NOT NULL DEFAULT 1,
  ADD COLUMN changed_at timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN reported_at timestamptz`;

const ADDED = [
  ...['home_id', 'nicknames', 'default_names', 'room', 'attributes', 'custom_data', 'device_info', 'other_device_ids'],
  ...['will_report_state', 'challenge', 'pin_hash', 'driver', 'driver_settings', 'sealed_secret', 'is_online'],
  ...['state', 'version', 'changed_at', 'reported_at'],
];

export class DescribeDevice1795400060000 implements MigrationInterface {
  readonly name = 'DescribeDevice1795400060000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE device ${COLUMNS}`);
    // Whoever has devices already gets a home to have them in.
    await db.query(`INSERT INTO home (id, owner_id, name, rooms, bridge_id, created_at)
      SELECT gen_random_uuid(), owner_id, 'Home', '{}', substr(md5(random()::text), 1, 16), now()
      FROM device GROUP BY owner_id`);
    await db.query(`INSERT INTO home_member (home_id, user_id, role, added_at)
      SELECT id, owner_id, 'owner', created_at FROM home`);
    await db.query('UPDATE device SET home_id = home.id FROM home WHERE home.owner_id = device.owner_id');
    await db.query('ALTER TABLE device ALTER COLUMN home_id SET NOT NULL');
    await db.query('CREATE INDEX device_by_home ON device (home_id, id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX device_by_home');
    await db.query(`ALTER TABLE device ${ADDED.map((column) => `DROP COLUMN ${column}`).join(', ')}`);
  }
}
