import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsage1795341660000 implements MigrationInterface {
  readonly name = 'CreateUsage1795341660000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE api_usage (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      occurred_at timestamptz NOT NULL,
      user_id uuid,
      method text NOT NULL,
      route text NOT NULL,
      status smallint NOT NULL,
      duration_ms integer NOT NULL,
      request_id text NOT NULL)`);
    await db.query('CREATE INDEX api_usage_of_user ON api_usage (user_id, occurred_at DESC, id DESC)');
    await db.query('CREATE INDEX api_usage_by_time ON api_usage (occurred_at DESC, id DESC)');
    // Without a user: the day's requests that came without a token.
    await db.query(`CREATE TABLE api_usage_day (
      day date NOT NULL,
      user_id uuid,
      requests bigint NOT NULL,
      client_errors bigint NOT NULL,
      server_errors bigint NOT NULL,
      duration_ms bigint NOT NULL)`);
    await db.query('CREATE UNIQUE INDEX api_usage_day_key ON api_usage_day (user_id, day) NULLS NOT DISTINCT');
    await db.query('CREATE INDEX api_usage_day_by_day ON api_usage_day (day)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE api_usage_day');
    await db.query('DROP TABLE api_usage');
  }
}
