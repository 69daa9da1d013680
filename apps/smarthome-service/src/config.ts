import { databaseSettings, processSettings } from '@atrium/service';

export const smarthomeServiceConfig = processSettings.extend(databaseSettings.shape);
