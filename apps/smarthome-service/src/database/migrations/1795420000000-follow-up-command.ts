import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FollowUpCommand1795420000000 implements MigrationInterface {
  readonly name = 'FollowUpCommand1795420000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE device_command ADD COLUMN awaits_follow_up boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE device_command DROP COLUMN awaits_follow_up');
  }
}
