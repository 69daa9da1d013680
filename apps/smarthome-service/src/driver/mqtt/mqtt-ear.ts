import { Injectable, Logger } from '@nestjs/common';
import { isTransient, UnitOfWork } from '@atrium/persistence';

import { DeviceRepository } from '../../device/device.repository.js';
import type { Home } from '../../home/home.entity.js';
import { isOwnPlace, ownPlaceOf } from '../../home/mqtt-place.js';
import { StateStore } from '../../state/state-store.js';
import { reportable } from '../reportable.js';
import { DiscoverDevice } from './discover-device.use-case.js';
import { EntityIndex, type ToldState } from './entity-index.js';
import { MqttEntityRepository } from './mqtt-entity.repository.js';

const CONFIG = '/config';
const RETRY_MS = 1_000;

/** What an ear needs of the broker's client. */
export interface Broker {
  subscribe(topics: readonly string[]): Promise<void>;
  unsubscribe(topics: readonly string[]): Promise<void>;
  publish(topic: string, payload: string): Promise<void>;
}

/** Understands what devices say: announcements become devices, other messages states. One process at a time listens. */
@Injectable()
export class MqttEar {
  private readonly logger = new Logger(MqttEar.name);
  private homes = new Map<string, Home>();
  private readonly followed = new Set<string>();
  private index = new EntityIndex();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly entities: MqttEntityRepository,
    private readonly devices: DeviceRepository,
    private readonly states: StateStore,
    private readonly discovery: DiscoverDevice,
  ) {}

  /** Learns these homes' devices before the broker brings what it has kept, so that nothing is heard in vain. */
  async learn(homes: readonly Home[]): Promise<void> {
    this.homes = new Map();
    this.index = new EntityIndex();
    for (const home of homes) await this.load(home);
  }

  /** A connection begins: nothing is listened to yet. */
  connected(): void {
    this.followed.clear();
  }

  /** Listens to these homes and no others. A home that is new here has its devices announce themselves again. */
  async follow(homes: readonly Home[], broker: Broker): Promise<void> {
    const wanted = new Map(homes.map((home) => [home.id, home]));
    for (const home of this.homes.values()) {
      if (wanted.get(home.id)?.mqttPrefix !== home.mqttPrefix) await this.leave(home, broker);
    }
    for (const home of wanted.values()) {
      if (!this.homes.has(home.id)) await this.load(home);
      if (!this.followed.has(home.id)) await this.enter(home, broker);
    }
  }

  private async load(home: Home): Promise<void> {
    for (const entity of await this.entities.findOfHome(home.id)) this.index.add(entity);
    this.homes.set(home.id, home);
  }

  private async enter(home: Home, broker: Broker): Promise<void> {
    await broker.subscribe(topicsOf(home, this.index.topicsOfHome(home.id)));
    await broker.publish(`${home.mqttPrefix ?? ''}/status`, 'online');
    this.followed.add(home.id);
  }

  private async leave(home: Home, broker: Broker): Promise<void> {
    this.homes.delete(home.id);
    this.followed.delete(home.id);
    const { topics, deviceIds } = this.index.removeHome(home.id);
    await broker.unsubscribe(topicsOf(home, topics));
    for (const deviceId of deviceIds) await this.apply({ deviceId, patch: { online: false } });
  }

  /** Handles one message; tries again while the database is away. Never rejects. */
  async hear(topic: string, payload: string, broker: Broker, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        return await this.understand(topic, payload, broker);
      } catch (err) {
        this.logger.error({ msg: 'MQTT message not handled', topic, err });
        if (!isTransient(err)) return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private async understand(topic: string, payload: string, broker: Broker): Promise<void> {
    const home = [...this.homes.values()].find(({ mqttPrefix }) => topic.startsWith(`${mqttPrefix ?? ''}/`));
    if (home && topic.endsWith(CONFIG)) await this.discover(home, topic, payload, broker);
    for (const told of this.index.read(topic, payload)) await this.apply(told);
  }

  private async discover(home: Home, topic: string, payload: string, broker: Broker): Promise<void> {
    const place = topic.slice((home.mqttPrefix ?? '').length + 1, -CONFIG.length);
    const known = this.index.deviceAt(home.id, place);
    const entity = await this.discovery.execute(home, place, payload);
    if (entity) this.resubscribe(home, this.index.add(entity), (topics) => broker.subscribe(topics));
    else if (known !== undefined)
      this.resubscribe(home, this.index.remove(known), (topics) => broker.unsubscribe(topics));
  }

  /** Not waited for: the client reads the broker's answer only when it is done with the message at hand. */
  private resubscribe(
    home: Home,
    topics: readonly string[],
    change: (topics: readonly string[]) => Promise<void>,
  ): void {
    if (hasWholePlace(home)) return;
    change(topics).catch((err: unknown) => this.logger.warn({ msg: 'MQTT subscriptions not changed', err }));
  }

  /** What Google would not take of a state is left out. */
  private async apply({ deviceId, patch }: ToldState): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const device = await this.devices.findById(deviceId, tx);
      if (!device) return;
      const states = reportable(device, patch);
      if (states) await this.states.apply(tx, deviceId, states, 'report');
      else this.logger.warn({ msg: 'a device told a state that it cannot have', device: deviceId });
    });
  }
}

/** True for a home whose devices are all in its own place, which is listened to as a whole. */
function hasWholePlace({ mqttPrefix, bridgeId }: Home): boolean {
  return isOwnPlace(mqttPrefix ?? '', bridgeId);
}

/** What to listen to for a home: its own place, or announcements at its prefix and its devices' topics. */
function topicsOf(home: Home, topics: readonly string[]): string[] {
  if (hasWholePlace(home)) return [`${ownPlaceOf(home.bridgeId)}#`];
  const prefix = home.mqttPrefix ?? '';
  return [`${prefix}/+/+/config`, `${prefix}/+/+/+/config`, ...topics];
}
