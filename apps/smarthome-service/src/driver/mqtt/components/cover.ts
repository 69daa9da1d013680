import type { AnnouncedConfig } from '../announced-config.js';
import { message, patch, stateTopic, type Component } from '../component.js';

const TYPES: Readonly<Record<string, string>> = {
  awning: 'AWNING',
  curtain: 'CURTAIN',
  door: 'DOOR',
  garage: 'GARAGE',
  gate: 'GATE',
  shutter: 'SHUTTER',
  window: 'WINDOW',
};

/** Blinds, garage doors, gates. One that takes no positions opens and closes only. */
export const coverComponent: Component = {
  describe: (config) => ({
    type: TYPES[config.textOr('device_class', '')] ?? 'BLINDS',
    traits: ['OpenClose'],
    attributes: config.text('set_position_topic') === undefined ? { discreteOnlyOpenClose: true } : {},
  }),
  stateTopics: (config) => {
    const position = config.template('position_template', 'value_template');
    const state = config.template('value_template');
    const positionTopic = config.text('position_topic');
    if (positionTopic !== undefined) {
      return stateTopic(positionTopic, (payload) => patch('openPercent', percentOf(config, position(payload))));
    }
    return stateTopic(config.text('state_topic'), (payload) => {
      const told = state(payload);
      if (told === config.textOr('state_open', 'open')) return { openPercent: 100 };
      return told === config.textOr('state_closed', 'closed') ? { openPercent: 0 } : undefined;
    });
  },
  messages: (config, { openPercent }) => {
    if (typeof openPercent !== 'number') return [];
    const topic = config.text('set_position_topic');
    if (topic !== undefined) return message(topic, rawOf(config, openPercent));
    const payload = openPercent > 0 ? config.textOr('payload_open', 'OPEN') : config.textOr('payload_close', 'CLOSE');
    return message(config.text('command_topic'), payload);
  },
};

function percentOf(config: AnnouncedConfig, raw: unknown): number | undefined {
  const [closed, open] = [config.number('position_closed', 0), config.number('position_open', 100)];
  const percent = Math.round(((Number(raw) - closed) / (open - closed)) * 100);
  return Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : undefined;
}

function rawOf(config: AnnouncedConfig, percent: number): number {
  const [closed, open] = [config.number('position_closed', 0), config.number('position_open', 100)];
  return Math.round(closed + (percent / 100) * (open - closed));
}
