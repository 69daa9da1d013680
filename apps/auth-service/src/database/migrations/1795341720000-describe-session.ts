import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DescribeSession1795341720000 implements MigrationInterface {
  readonly name = 'DescribeSession1795341720000';

  async up(db: QueryRunner): Promise<void> {
    // Sessions from before were all kept in cookies.
    await db.query(`ALTER TABLE session
      ADD COLUMN family text NOT NULL DEFAULT 'cookie',
      ADD COLUMN address text,
      ADD COLUMN user_agent text`);
    await db.query('CREATE INDEX session_revoked ON session (revoked_at) WHERE revoked_at IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX session_revoked');
    await db.query('ALTER TABLE session DROP COLUMN family, DROP COLUMN address, DROP COLUMN user_agent');
  }
}
