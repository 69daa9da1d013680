import type { AnnouncedConfig } from '../announced-config.js';
import { message, patch, stateTopic, type Component } from '../component.js';
import { onOffMessages, onOffTopics } from './switch.js';

/** A fan; one without speeds is a switch. */
export const fanComponent: Component = {
  describe: (config) =>
    config.text('percentage_command_topic') === undefined
      ? { type: 'SWITCH', traits: ['OnOff'], attributes: {} }
      : { type: 'FAN', traits: ['OnOff', 'FanSpeed'], attributes: { supportsFanSpeedPercent: true } },
  stateTopics: (config) => {
    const template = config.template('percentage_value_template');
    return [
      ...onOffTopics(config),
      ...stateTopic(config.text('percentage_state_topic'), (payload) =>
        patch('currentFanSpeedPercent', percentOf(config, template(payload))),
      ),
    ];
  },
  messages: (config, next) => {
    const { currentFanSpeedPercent: percent } = next;
    const raw =
      typeof percent === 'number' ? Math.round(lowest(config) - 1 + (percent / 100) * steps(config)) : undefined;
    return [...onOffMessages(config, next), ...message(config.text('percentage_command_topic'), raw)];
  },
};

function lowest(config: AnnouncedConfig): number {
  return config.number('speed_range_min', 1);
}

function steps(config: AnnouncedConfig): number {
  return config.number('speed_range_max', 100) - lowest(config) + 1;
}

function percentOf(config: AnnouncedConfig, raw: unknown): number | undefined {
  const percent = Math.round(((Number(raw) - lowest(config) + 1) / steps(config)) * 100);
  return Number.isFinite(percent) ? Math.min(100, Math.max(0, percent)) : undefined;
}
