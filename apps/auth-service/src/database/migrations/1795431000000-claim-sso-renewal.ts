import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ClaimSsoRenewal1795431000000 implements MigrationInterface {
  readonly name = 'ClaimSsoRenewal1795431000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE sso_link ADD COLUMN renewing_until timestamptz');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE sso_link DROP COLUMN renewing_until');
  }
}
