import { Device } from '../device/device.entity.js';
import { CreateDevice1795254000000 } from './migrations/1795254000000-create-device.js';

export const entities = [Device];
export const migrations = [CreateDevice1795254000000];
