import { Device } from '../device/device.entity.js';
import { HomegraphNotification } from '../homegraph/homegraph-notification.entity.js';
import { HomegraphReport } from '../homegraph/homegraph-report.entity.js';
import { HomegraphSyncRequest } from '../homegraph/homegraph-sync-request.entity.js';
import { GoogleLink } from '../link/google-link.entity.js';
import { CreateDevice1795254000000 } from './migrations/1795254000000-create-device.js';
import { CreateGoogleLink1795410000000 } from './migrations/1795410000000-create-google-link.js';
import { CreateHomegraphQueue1795410060000 } from './migrations/1795410060000-create-homegraph-queue.js';

export const entities = [Device, GoogleLink, HomegraphReport, HomegraphSyncRequest, HomegraphNotification];
export const migrations = [CreateDevice1795254000000, CreateGoogleLink1795410000000, CreateHomegraphQueue1795410060000];
