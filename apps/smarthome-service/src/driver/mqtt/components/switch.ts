import type { AnnouncedConfig } from '../announced-config.js';
import { flagOf, message, patch, stateTopic, type Component, type StateTopic } from '../component.js';

/** A relay, a plug. */
export const switchComponent: Component = {
  describe: (config) => ({
    type: config.text('device_class') === 'outlet' ? 'OUTLET' : 'SWITCH',
    traits: ['OnOff'],
    attributes: {},
  }),
  stateTopics: onOffTopics,
  messages: onOffMessages,
};

/** Where a device says whether it is on. */
export function onOffTopics(config: AnnouncedConfig): StateTopic[] {
  const template = config.template('state_value_template', 'value_template');
  const yes = config.textOr('state_on', config.textOr('payload_on', 'ON'));
  const no = config.textOr('state_off', config.textOr('payload_off', 'OFF'));
  return stateTopic(config.text('state_topic'), (payload) => patch('on', flagOf(template(payload), yes, no)));
}

/** How a device is switched. */
export function onOffMessages(config: AnnouncedConfig, { on }: Readonly<Record<string, unknown>>) {
  if (typeof on !== 'boolean') return [];
  const payload = on ? config.textOr('payload_on', 'ON') : config.textOr('payload_off', 'OFF');
  return message(config.text('command_topic'), payload);
}
