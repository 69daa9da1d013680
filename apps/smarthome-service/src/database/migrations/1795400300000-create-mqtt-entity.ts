import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMqttEntity1795400300000 implements MigrationInterface {
  readonly name = 'CreateMqttEntity1795400300000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE mqtt_entity (
      device_id uuid PRIMARY KEY REFERENCES device ON DELETE CASCADE,
      home_id uuid NOT NULL,
      topic text NOT NULL,
      component text NOT NULL,
      config jsonb NOT NULL)`);
    await db.query('CREATE UNIQUE INDEX mqtt_entity_topic ON mqtt_entity (home_id, topic)');
    await db.query(`CREATE TABLE driver_lease (
      name text PRIMARY KEY,
      holder uuid NOT NULL,
      expires_at timestamptz NOT NULL)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE driver_lease');
    await db.query('DROP TABLE mqtt_entity');
  }
}
