import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A deleted account leaves a row without its owner's data; all of these rows have the same name. */
export class DeleteUser1795341600000 implements MigrationInterface {
  readonly name = 'DeleteUser1795341600000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE "user" ADD COLUMN deleted_at timestamptz');
    await db.query('DROP INDEX user_username_key');
    await db.query('DROP INDEX user_email_key');
    await db.query(`CREATE UNIQUE INDEX user_username_key ON "user" (lower(username COLLATE "und-x-icu"))
      WHERE deleted_at IS NULL`);
    await db.query(`CREATE UNIQUE INDEX user_email_key ON "user" (lower(email COLLATE "und-x-icu"))
      WHERE deleted_at IS NULL`);
    await db.query('CREATE INDEX user_date_joined ON "user" (date_joined, id) WHERE deleted_at IS NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    // Before this migration nobody could be deleted, and no two rows could have one name.
    await db.query('DELETE FROM "user" WHERE deleted_at IS NOT NULL');
    for (const index of ['user_date_joined', 'user_email_key', 'user_username_key']) {
      await db.query(`DROP INDEX ${index}`);
    }
    await db.query('CREATE UNIQUE INDEX user_username_key ON "user" (lower(username COLLATE "und-x-icu"))');
    await db.query('CREATE UNIQUE INDEX user_email_key ON "user" (lower(email COLLATE "und-x-icu"))');
    await db.query('ALTER TABLE "user" DROP COLUMN deleted_at');
  }
}
