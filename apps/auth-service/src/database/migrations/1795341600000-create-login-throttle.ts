import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLoginThrottle1795341600000 implements MigrationInterface {
  readonly name = 'CreateLoginThrottle1795341600000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE login_throttle (
      bucket bytea PRIMARY KEY,
      allowance integer NOT NULL,
      attempts integer NOT NULL,
      blocked_until timestamptz NOT NULL,
      forget_at timestamptz NOT NULL)`);
    await db.query('CREATE INDEX login_throttle_forget ON login_throttle (forget_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE login_throttle');
  }
}
