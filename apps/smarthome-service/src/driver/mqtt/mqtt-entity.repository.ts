import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '@atrium/persistence';

import type { MqttEntity } from './mqtt-entity.entity.js';

const COLUMNS = 'device_id AS "deviceId", home_id AS "homeId", topic, component, config';

const OF_HOME = statement<MqttEntity>(
  'mqtt-entities-of-home',
  `SELECT ${COLUMNS} FROM mqtt_entity WHERE home_id = $1 ORDER BY topic`,
);

const OF_DEVICE = statement<MqttEntity>(
  'mqtt-entity-of-device',
  `SELECT ${COLUMNS} FROM mqtt_entity WHERE device_id = $1`,
);

const AT_TOPIC = statement<MqttEntity>(
  'mqtt-entity-at-topic',
  `SELECT ${COLUMNS} FROM mqtt_entity WHERE home_id = $1 AND topic = $2 FOR UPDATE`,
);

const PUT = statement(
  'mqtt-entity-put',
  `INSERT INTO mqtt_entity (device_id, home_id, topic, component, config) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (device_id) DO UPDATE SET config = excluded.config`,
);

@Injectable()
export class MqttEntityRepository {
  constructor(private readonly database: Database) {}

  findOfHome(homeId: string): Promise<MqttEntity[]> {
    return this.database.rows(OF_HOME, [homeId]);
  }

  findOfDevice(deviceId: string): Promise<MqttEntity | undefined> {
    return this.database.row(OF_DEVICE, [deviceId]);
  }

  /** Locked until the transaction ends. */
  findAtTopic(tx: Transaction, homeId: string, topic: string): Promise<MqttEntity | undefined> {
    return this.database.row(AT_TOPIC, [homeId, topic], tx);
  }

  async put(tx: Transaction, { deviceId, homeId, topic, component, config }: MqttEntity): Promise<void> {
    await this.database.rows(PUT, [deviceId, homeId, topic, component, JSON.stringify(config)], tx);
  }
}
