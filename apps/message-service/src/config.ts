import { databaseSettings, processSettings, redisSettings } from '@atrium/service';

export const messageServiceConfig = processSettings.extend(databaseSettings.shape).extend(redisSettings.shape);
