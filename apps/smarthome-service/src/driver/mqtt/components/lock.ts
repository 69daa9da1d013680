import { message, stateTopic, type Component } from '../component.js';

/** A door lock. */
export const lockComponent: Component = {
  describe: () => ({ type: 'LOCK', traits: ['LockUnlock'], attributes: {} }),
  stateTopics: (config) => {
    const template = config.template('value_template');
    const locked = config.textOr('state_locked', 'LOCKED');
    const unlocked = config.textOr('state_unlocked', 'UNLOCKED');
    const jammed = config.textOr('state_jammed', 'JAMMED');
    return stateTopic(config.text('state_topic'), (payload) => {
      const state = template(payload);
      if (state === locked) return { isLocked: true, isJammed: false };
      if (state === unlocked) return { isLocked: false, isJammed: false };
      return state === jammed ? { isJammed: true, isLocked: undefined } : undefined;
    });
  },
  messages: (config, { isLocked }) => {
    if (typeof isLocked !== 'boolean') return [];
    const payload = isLocked ? config.textOr('payload_lock', 'LOCK') : config.textOr('payload_unlock', 'UNLOCK');
    return message(config.text('command_topic'), payload);
  },
};
