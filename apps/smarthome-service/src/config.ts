import { databaseSettings, processSettings } from '@atrium/service';

import { homeGraphConfig } from './homegraph/homegraph.config.js';

export const smarthomeServiceConfig = processSettings.extend(databaseSettings.shape).extend(homeGraphConfig.shape);
