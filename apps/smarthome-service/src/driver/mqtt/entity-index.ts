import type { StatePatch } from '../../state/state-change.js';
import { AnnouncedConfig } from './announced-config.js';
import { componentOf } from './announcement.js';
import { Availability } from './availability.js';
import type { StateTopic } from './component.js';
import type { MqttEntity } from './mqtt-entity.entity.js';

interface Heard {
  readonly homeId: string;
  /** Where the device announced itself. */
  readonly place: string;
  readonly states: readonly StateTopic[];
  readonly availability: Availability;
  readonly topics: readonly string[];
}

/** A message, as what it says of one device. */
export interface ToldState {
  readonly deviceId: string;
  readonly patch: StatePatch;
}

/** Which devices speak on which topics. */
export class EntityIndex {
  private readonly entities = new Map<string, Heard>();
  private readonly byTopic = new Map<string, Set<string>>();

  /** The topics that were not listened to before. */
  add({ deviceId, homeId, topic: place, component, config }: MqttEntity): string[] {
    this.remove(deviceId);
    const announced = new AnnouncedConfig(config);
    const states = componentOf(component).stateTopics(announced);
    const availability = new Availability(announced);
    const topics = [...new Set([...states.map(({ topic }) => topic), ...availability.names])];
    this.entities.set(deviceId, { homeId, place, states, availability, topics });
    return topics.filter((topic) => {
      const speakers = this.byTopic.get(topic);
      if (speakers) speakers.add(deviceId);
      else this.byTopic.set(topic, new Set([deviceId]));
      return !speakers;
    });
  }

  /** The topics that nobody speaks on any more. */
  remove(deviceId: string): string[] {
    const { topics = [] } = this.entities.get(deviceId) ?? {};
    this.entities.delete(deviceId);
    return topics.filter((topic) => {
      const speakers = this.byTopic.get(topic);
      speakers?.delete(deviceId);
      return speakers?.size === 0 && this.byTopic.delete(topic);
    });
  }

  /** As {@link remove}, for all devices of a home; also says which they were. */
  removeHome(homeId: string): { readonly topics: string[]; readonly deviceIds: string[] } {
    const deviceIds = [...this.entities].filter(([, heard]) => heard.homeId === homeId).map(([id]) => id);
    return { topics: deviceIds.flatMap((id) => this.remove(id)), deviceIds };
  }

  /** The device that announced itself there. */
  deviceAt(homeId: string, place: string): string | undefined {
    return [...this.entities].find(([, heard]) => heard.homeId === homeId && heard.place === place)?.[0];
  }

  /** What the devices of a home speak on. */
  topicsOfHome(homeId: string): string[] {
    const ofHome = [...this.entities.values()].filter((heard) => heard.homeId === homeId);
    return [...new Set(ofHome.flatMap(({ topics }) => topics))];
  }

  /** What a message says of each device that speaks on its topic. */
  read(topic: string, payload: string): ToldState[] {
    return [...(this.byTopic.get(topic) ?? [])].flatMap((deviceId) => {
      const heard = this.entities.get(deviceId);
      const online = heard?.availability.hear(topic, payload);
      const told = heard?.states.filter((one) => one.topic === topic).map((one) => one.read(payload)) ?? [];
      const patch = Object.assign({}, ...told, online === undefined ? {} : { online }) as StatePatch;
      return Object.keys(patch).length === 0 ? [] : [{ deviceId, patch }];
    });
  }
}
