import type { Attributes, TraitState } from '@atrium/google-home';

import type { StatePatch } from '../../state/state-change.js';
import type { AnnouncedConfig } from './announced-config.js';

/** What Google is to know of an announced device. */
export interface ComponentDescription {
  /** Without `action.devices.types.` */
  readonly type: string;
  /** Without `action.devices.traits.` */
  readonly traits: readonly string[];
  readonly attributes: Attributes;
}

/** A topic on which a device tells its state, and how that is read; undefined for what means nothing. */
export interface StateTopic {
  readonly topic: string;
  read(payload: string): StatePatch | undefined;
}

export interface CommandMessage {
  readonly topic: string;
  readonly payload: string;
}

/** One of Home Assistant's kinds of MQTT entity. */
export interface Component {
  /** Undefined when nothing of it can be shown to Google. Throws UnsupportedAnnouncement. */
  describe(config: AnnouncedConfig): ComponentDescription | undefined;
  /** Throws UnsupportedAnnouncement. */
  stateTopics(config: AnnouncedConfig): StateTopic[];
  /** The messages that bring a device into a state. */
  messages(config: AnnouncedConfig, next: TraitState): CommandMessage[];
}

/** One topic, if it was announced. */
export function stateTopic(topic: string | undefined, read: StateTopic['read']): StateTopic[] {
  return topic === undefined ? [] : [{ topic, read }];
}

/** One message, if its topic was announced and there is something to say. */
export function message(topic: string | undefined, payload: string | number | undefined): CommandMessage[] {
  return topic === undefined || payload === undefined ? [] : [{ topic, payload: String(payload) }];
}

/** The key of the pair under which this value stands; undefined for neither. */
export function flagOf(value: unknown, yes: string, no: string): boolean | undefined {
  const text = typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
  if (text === yes) return true;
  return text === no ? false : undefined;
}

/** A patch of one state, unless the value is undefined. */
export function patch(key: string, value: unknown): StatePatch | undefined {
  return value === undefined ? undefined : { [key]: value };
}
