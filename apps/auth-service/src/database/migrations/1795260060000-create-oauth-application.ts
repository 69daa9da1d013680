import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOauthApplication1795260060000 implements MigrationInterface {
  readonly name = 'CreateOauthApplication1795260060000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE oauth_application (
      id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      client_id text NOT NULL UNIQUE,
      secret_hash bytea,
      owner_id uuid NOT NULL,
      name text NOT NULL,
      client_type text NOT NULL,
      grant_type text NOT NULL,
      redirect_uris text[] NOT NULL,
      post_logout_redirect_uris text[] NOT NULL,
      allowed_origins text[] NOT NULL,
      backchannel_logout_uri text,
      is_trusted boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now())`);
    await db.query('CREATE INDEX oauth_application_by_owner ON oauth_application (owner_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE oauth_application');
  }
}
