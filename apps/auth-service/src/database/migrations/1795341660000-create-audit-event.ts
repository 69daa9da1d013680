import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAuditEvent1795341660000 implements MigrationInterface {
  readonly name = 'CreateAuditEvent1795341660000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE audit_event (
      id uuid PRIMARY KEY,
      kind text NOT NULL,
      actor_id uuid,
      user_id uuid,
      target text,
      address text,
      user_agent text,
      details jsonb NOT NULL,
      occurred_at timestamptz NOT NULL DEFAULT now())`);
    await db.query('CREATE INDEX audit_event_by_user ON audit_event (user_id, id)');
    await db.query('CREATE INDEX audit_event_by_kind ON audit_event (kind, id)');
    // What was recorded stays: not even this service's own role may change it without taking the trigger away first.
    await db.query(`CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$`);
    await db.query(`CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE audit_event');
    await db.query('DROP FUNCTION refuse_audit_change');
  }
}
