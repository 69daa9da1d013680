import type { AnnouncedConfig } from './announced-config.js';
import type { Template } from './template.js';

/** A topic that says whether a device is there, often by the broker when it is not: its last will. */
interface AvailabilityTopic {
  readonly topic: string;
  readonly available: string;
  readonly notAvailable: string;
  readonly template: Template;
}

/** Whether a device is there, from all topics that say so. */
export class Availability {
  private readonly topics: readonly AvailabilityTopic[];
  private readonly mode: string;
  private readonly told = new Map<string, boolean>();

  /** Throws UnsupportedAnnouncement. */
  constructor(config: AnnouncedConfig) {
    this.mode = config.textOr('availability_mode', 'latest');
    const single = config.text('availability_topic');
    this.topics = [
      ...(single === undefined ? [] : [topicOf(single, config, config.template('availability_template'))]),
      ...config.parts('availability').flatMap((part) => {
        const topic = part.text('topic');
        return topic === undefined ? [] : [topicOf(topic, part, part.template('value_template'))];
      }),
    ];
  }

  /** The topics to listen to; a device without any is always there. */
  get names(): readonly string[] {
    return [...new Set(this.topics.map(({ topic }) => topic))];
  }

  /** Whether the device is there after this message; undefined when the message does not say. */
  hear(topic: string, payload: string): boolean | undefined {
    const source = this.topics.find((one) => one.topic === topic);
    const value = String(source?.template(payload));
    if (!source || (value !== source.available && value !== source.notAvailable)) return undefined;
    const isThere = value === source.available;
    this.told.set(topic, isThere);
    const told = [...this.told.values()];
    if (this.mode === 'all') return told.every(Boolean);
    return this.mode === 'any' ? told.some(Boolean) : isThere;
  }
}

function topicOf(topic: string, config: AnnouncedConfig, template: Template): AvailabilityTopic {
  return {
    topic,
    template,
    available: config.textOr('payload_available', 'online'),
    notAvailable: config.textOr('payload_not_available', 'offline'),
  };
}
