import { isDeepStrictEqual } from 'node:util';

import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '@atrium/persistence';
import { isRefusal } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { AddDevice } from '../../device/add-device.js';
import { checkDescription } from '../../device/check-description.js';
import { DeviceAnnouncer } from '../../device/device-announcer.js';
import type { DeviceDescription, DeviceRecord } from '../../device/device-record.js';
import { DeviceRepository } from '../../device/device.repository.js';
import { initialState } from '../../device/initial-state.js';
import type { Home } from '../../home/home.entity.js';
import { StateStore } from '../../state/state-store.js';
import { Clock } from '../../time/clock.js';
import { AnnouncedConfig, UnsupportedAnnouncement } from './announced-config.js';
import { readAnnouncement, type Announcement } from './announcement.js';
import { Availability } from './availability.js';
import type { MqttEntity } from './mqtt-entity.entity.js';
import { MqttEntityRepository } from './mqtt-entity.repository.js';

const MAX_NAME = 60;

/** What discovering needs of devices. */
@Injectable()
export class DiscoveryParts {
  constructor(
    readonly adding: AddDevice,
    readonly devices: DeviceRepository,
    readonly states: StateStore,
    readonly announcer: DeviceAnnouncer,
    readonly clock: Clock,
  ) {}
}

/** Keeps the devices of a home as they announce themselves: adds, describes anew, removes. */
@Injectable()
export class DiscoverDevice {
  private readonly logger = new Logger(DiscoverDevice.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly entities: MqttEntityRepository,
    private readonly parts: DiscoveryParts,
  ) {}

  /** The entity as it is now; undefined when there is none (any more). `topic` is without prefix and `/config`. */
  async execute(home: Home, topic: string, payload: string): Promise<MqttEntity | undefined> {
    const [component = ''] = topic.split('/', 1);
    try {
      const place = { prefix: home.mqttPrefix ?? '', bridgeId: home.bridgeId };
      const announcement = payload === '' ? undefined : readAnnouncement(component, payload, place);
      return await this.unitOfWork.run((tx) => this.settle(tx, home, topic, announcement));
    } catch (error) {
      if (!(error instanceof UnsupportedAnnouncement) && !isRefusal(error, 'VALIDATION_FAILED', 'TOO_MANY_DEVICES')) {
        throw error;
      }
      this.logger.warn({ msg: 'MQTT device not taken', home: home.id, topic, reason: error.message });
      return undefined;
    }
  }

  private async settle(
    tx: Transaction,
    home: Home,
    topic: string,
    announcement: Announcement | undefined,
  ): Promise<MqttEntity | undefined> {
    const known = await this.entities.findAtTopic(tx, home.id, topic);
    if (!announcement) {
      if (known) await this.remove(tx, known);
      return undefined;
    }
    const { component, config } = announcement;
    if (known && isDeepStrictEqual(known.config, config.fields)) return known;
    const device = known && (await this.parts.devices.findById(known.deviceId, tx));
    const deviceId = device?.id ?? uuidv7();
    const entity = { deviceId, homeId: home.id, topic, component, config: { ...config.fields } };
    if (device) await this.describe(tx, device, descriptionOf(topic, announcement, device));
    else await this.add(tx, home, deviceId, descriptionOf(topic, announcement));
    await this.entities.put(tx, entity);
    return entity;
  }

  private async add(tx: Transaction, home: Home, id: string, { isOnline, ...description }: Announced): Promise<void> {
    checkDescription(description);
    const now = this.parts.clock.now();
    const placed = { id, homeId: home.id, ownerId: home.ownerId, driver: 'mqtt', version: 1 } as const;
    const device = { ...description, ...placed, isOnline, createdAt: now, changedAt: now };
    const state = initialState(device);
    await this.parts.adding.execute(tx, { ...device, state }, { pinHash: null, sealedSecret: null });
  }

  private async describe(tx: Transaction, before: DeviceRecord, { isOnline: _, ...description }: Announced) {
    checkDescription(description);
    const gone = Object.fromEntries(Object.keys(before.state).map((key) => [key, undefined]));
    await this.parts.states.apply(tx, before.id, { ...gone, ...initialState(description, before.state) }, 'settings');
    await this.parts.devices.describe(tx, before.id, description);
    await this.parts.announcer.tell(tx, before, 'updated');
  }

  private async remove(tx: Transaction, { deviceId, homeId }: MqttEntity): Promise<void> {
    await this.parts.devices.remove(tx, deviceId);
    await this.parts.announcer.tell(tx, { id: deviceId, homeId }, 'deleted');
  }
}

type Announced = DeviceDescription & { readonly isOnline: boolean };

/** A device as it announces itself; what people have chosen for it stays. */
function descriptionOf(topic: string, { config, description }: Announcement, before?: DeviceRecord): Announced {
  const device = config.part('device');
  const name = nameOf(topic, config, device);
  return {
    type: `action.devices.types.${description.type}`,
    traits: description.traits.map((trait) => `action.devices.traits.${trait}`),
    attributes: description.attributes,
    name: before?.name ?? { name, nicknames: [], defaultNames: [name] },
    roomHint: before ? before.roomHint : (device.text('suggested_area')?.slice(0, MAX_NAME) ?? null),
    customData: before?.customData ?? {},
    deviceInfo: deviceInfoOf(device),
    otherDeviceIds: null,
    willReportState: before?.willReportState ?? true,
    challenge: before?.challenge ?? 'none',
    driverSettings: before?.driverSettings ?? {},
    isOnline: new Availability(config).names.length === 0,
  };
}

function nameOf(topic: string, config: AnnouncedConfig, device: AnnouncedConfig): string {
  const parts = [device.text('name'), config.text('name')].filter((part) => part !== undefined && part !== '');
  const name = [...new Set(parts)].join(' ').trim();
  return (name === '' ? (topic.split('/').at(-1) ?? topic) : name).slice(0, MAX_NAME);
}

function deviceInfoOf(device: AnnouncedConfig): DeviceDescription['deviceInfo'] {
  const fields = {
    manufacturer: device.text('manufacturer'),
    model: device.text('model'),
    hwVersion: device.text('hw_version'),
    swVersion: device.text('sw_version'),
  };
  const known = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value.slice(0, 100)] as const],
  );
  return known.length === 0 ? null : Object.fromEntries(known);
}
