import { isOwnPlace } from '../../home/mqtt-place.js';
import { expand, isPlain } from './abbreviations.js';
import { AnnouncedConfig, UnsupportedAnnouncement } from './announced-config.js';
import type { Component, ComponentDescription } from './component.js';
import { COMPONENTS } from './components/index.js';
import { parseJson } from './template.js';

/** What a device said of itself, understood. */
export interface Announcement {
  readonly component: string;
  readonly config: AnnouncedConfig;
  readonly description: ComponentDescription;
}

const MAX_TOPIC = 300;

/**
 * Reads the payload of a discovery topic. Undefined for what is not shown to Google, settings of a device for
 * instance. Throws UnsupportedAnnouncement.
 */
export function readAnnouncement(
  component: string,
  payload: string,
  place: { readonly prefix: string; readonly bridgeId: string },
): Announcement | undefined {
  const kind = COMPONENTS.get(component);
  if (!kind) return undefined;
  const told = parseJson(payload);
  if (!isPlain(told)) throw new UnsupportedAnnouncement('The announcement is no JSON object');
  const config = new AnnouncedConfig(expand(told));
  if (config.text('entity_category') !== undefined) return undefined;
  checkTopics(config.fields, place);
  const description = kind.describe(config);
  if (!description) return undefined;
  kind.stateTopics(config);
  return { component, config, description };
}

/** A stored announcement's kind. */
export function componentOf(name: string): Component {
  const component = COMPONENTS.get(name);
  if (!component) throw new Error(`There is no MQTT component ${name}`);
  return component;
}

/** A device must not have the suite speak on topics of another home, of the broker, or to several at once. */
function checkTopics(
  fields: Readonly<Record<string, unknown>>,
  { prefix, bridgeId }: { readonly prefix: string; readonly bridgeId: string },
): void {
  const isConfined = isOwnPlace(prefix, bridgeId);
  for (const topic of topicsIn(fields)) {
    const isWild = /[+#\0]/.test(topic) || topic === '' || topic.length > MAX_TOPIC;
    const isForeign = isConfined ? !isOwnPlace(topic, bridgeId) : /^(\$|atrium(\/|$))/.test(topic);
    if (isWild || isForeign) throw new UnsupportedAnnouncement(`The topic ${topic} is not this home's to use`);
  }
}

function topicsIn(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields).flatMap(([key, value]) => {
    if (key.endsWith('topic') && typeof value === 'string') return [value];
    return Array.isArray(value) ? value.filter(isPlain).flatMap(topicsIn) : [];
  });
}
