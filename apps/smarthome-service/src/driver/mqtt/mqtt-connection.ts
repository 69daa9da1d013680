import { randomUUID } from 'node:crypto';

import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { RepeatedTask } from '@atrium/service';
import mqtt, { type MqttClient } from 'mqtt';

import { HomeRepository } from '../../home/home.repository.js';
import { DriverLeaseRepository } from './driver-lease.repository.js';
import { MqttEar, type Broker } from './mqtt-ear.js';
import { MqttSettings } from './mqtt-settings.js';

const LEASE = 'mqtt';
/** Well within the time that a lease lasts. */
const LOOK_EVERY_MS = 1_000;
/** The broker keeps what arrives for this client while it is away. */
const EAR_ID = 'atrium-smarthome';
const COMMON = { protocolVersion: 4, reconnectPeriod: 1_000, connectTimeout: 5_000, resubscribe: false } as const;

/**
 * The suite's place on the MQTT broker. Every process can send; one of them, by lease, listens, in a session that
 * survives it. A message is acknowledged to the broker once its effect is stored.
 */
@Injectable()
export class MqttConnection implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(MqttConnection.name);
  private readonly id = randomUUID();
  private readonly task = new RepeatedTask('follow MQTT homes', LOOK_EVERY_MS, () => this.look());
  private readonly stopping = new AbortController();
  private mouth: MqttClient | undefined;
  private ear: MqttClient | undefined;

  constructor(
    private readonly settings: MqttSettings,
    private readonly leases: DriverLeaseRepository,
    private readonly homes: HomeRepository,
    private readonly understanding: MqttEar,
  ) {}

  onApplicationBootstrap(): void {
    const { url } = this.settings;
    if (url === undefined) return this.logger.log({ msg: 'MQTT is off: MQTT_URL is not set' });
    this.mouth = this.watched(mqtt.connect(url, { ...COMMON, clientId: `atrium-${this.id}`, clean: true }));
    this.task.start();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    if (!this.mouth) return;
    await this.task.stop();
    await this.ear?.endAsync();
    await this.mouth.endAsync(true);
    await this.leases.release(LEASE, this.id);
  }

  /** Resolves once the broker has it. Rejects when the broker cannot be reached. */
  async publish(topic: string, payload: string, retain = false): Promise<void> {
    if (!this.mouth?.connected) throw new Error('The MQTT broker cannot be reached');
    await this.mouth.publishAsync(topic, payload, { qos: 1, retain });
  }

  /** Follows the homes that are bound to MQTT, if nobody else does. */
  private async look(): Promise<void> {
    const { url } = this.settings;
    if (url === undefined) return;
    if (!(await this.leases.hold(LEASE, this.id))) return this.fallSilent();
    const homes = await this.homes.findBoundToMqtt();
    if (!this.ear) {
      await this.understanding.learn(homes);
      this.ear = this.listen(url);
    }
    if (this.ear.connected) await this.understanding.follow(homes, this.brokerOf(this.ear));
  }

  private listen(url: string): MqttClient {
    const client = this.watched(mqtt.connect(url, { ...COMMON, clientId: EAR_ID, clean: false }));
    const broker = this.brokerOf(client);
    client.on('connect', () => this.understanding.connected());
    client.handleMessage = (packet, done) => {
      const { topic, payload } = packet as { topic: string; payload: Buffer };
      void this.understanding.hear(topic, payload.toString(), broker, this.stopping.signal).then(() => {
        // What was not handled because the process stops, the broker brings again.
        if (!this.stopping.signal.aborted) done();
      });
    };
    return client;
  }

  private async fallSilent(): Promise<void> {
    const { ear } = this;
    this.ear = undefined;
    await ear?.endAsync(true);
  }

  private watched(client: MqttClient): MqttClient {
    client.on('error', (err) => this.logger.warn({ msg: 'MQTT connection failed, will try again', err }));
    return client;
  }

  private brokerOf(client: MqttClient): Broker {
    return {
      subscribe: async (topics) => {
        if (topics.length > 0) await client.subscribeAsync([...topics], { qos: 1 });
      },
      unsubscribe: async (topics) => {
        if (topics.length > 0) await client.unsubscribeAsync([...topics]);
      },
      publish: async (topic, payload) => {
        await client.publishAsync(topic, payload, { qos: 1 });
      },
    };
  }
}
