import { brightness } from './brightness.js';
import { lockUnlock } from './lock-unlock.js';
import { onOff } from './on-off.js';

/** Every trait that devices may have. */
export const ALL_TRAITS = [brightness, lockUnlock, onOff];
