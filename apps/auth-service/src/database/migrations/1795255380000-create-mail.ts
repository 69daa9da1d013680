import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMail1795255380000 implements MigrationInterface {
  readonly name = 'CreateMail1795255380000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE mail (
      id uuid PRIMARY KEY,
      sealed bytea,
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      due_at timestamptz NOT NULL,
      attempts integer NOT NULL DEFAULT 0,
      sent_at timestamptz)`);
    await db.query('CREATE INDEX mail_due ON mail (due_at) WHERE sealed IS NOT NULL');
    await db.query('CREATE INDEX mail_expiry ON mail (expires_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE mail');
  }
}
