import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pingOf } from '@atrium/contracts';
import { createEventTables } from '@atrium/events';
import { NatsLink } from '@atrium/nats';
import { Health } from '@atrium/observability';
import { Database, statement } from '@atrium/persistence';
import { RpcClient } from '@atrium/rpc';
import { startTestService, type ServiceUnderTest } from '@atrium/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';

import {
  databaseSettings,
  parseConfig,
  processSettings,
  startService,
  type ServiceDefinition,
  type StartedService,
} from '../src/index.js';

class CreateTables1700000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await createEventTables(db);
  }

  async down(): Promise<void> {
    // Never undone.
  }
}

const config = processSettings.extend(databaseSettings.shape);
const definition: ServiceDefinition<ReturnType<typeof config.parse>> = {
  name: 'test-service',
  service: 'smarthome',
  config,
  database: (settings) => ({ settings, entities: [], migrations: [CreateTables1700000000000] }),
  imports: () => [],
};
const COUNT_MIGRATIONS = statement<{ count: number }>('test-count', 'SELECT count(*)::int AS count FROM migration');

describe('a service', () => {
  const health = new Health('test-service', '1.2.3');
  let suite: ServiceUnderTest<StartedService>;

  beforeAll(async () => {
    suite = await startTestService('start', async (environment) => {
      // Migrations need one connection for their lock and one for themselves.
      const settings = parseConfig(config, { ...environment, DATABASE_POOL_MAX: '2' });
      const service = await startService(definition, settings, health);
      let stopping: Promise<void> | undefined;
      return { ...service, stop: () => (stopping ??= service.stop()) };
    });
  });

  afterAll(() => suite.stop());

  it('has its schema before it serves', async () => {
    const database = suite.service.app.get(Database, { strict: false });
    await expect(database.row(COUNT_MIGRATIONS, [])).resolves.toEqual({ count: 1 });
  });

  it('answers a ping with how it is', async () => {
    const rpc = suite.service.app.get(RpcClient, { strict: false });
    const pong = { service: 'test-service', version: '1.2.3', uptime: expect.any(Number) as unknown };
    await expect(rpc.call(pingOf('smarthome'), {})).resolves.toEqual({ ...pong, isReady: false });
    health.started();
    await expect(rpc.call(pingOf('smarthome'), {})).resolves.toEqual({ ...pong, isReady: true });
    expect(health.report().checks).toMatchObject({ nats: true, 'nats-connection': true });
  });

  it('that stops leaves its queue, NATS and the database', async () => {
    const { app } = suite.service;
    const [link, database] = [app.get(NatsLink, { strict: false }), app.get(Database, { strict: false })];
    await suite.service.stop();
    await expect(suite.nats.request(pingOf('smarthome').subject, '{}')).rejects.toThrow('no responders');
    expect([link.isClosed, health.isLive()]).toEqual([true, false]);
    await expect(database.row(COUNT_MIGRATIONS, [])).rejects.toThrow('after calling end');
  });
});
