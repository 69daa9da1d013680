import { databaseSettings, processSettings } from '@atrium/service';
import { z } from 'zod';

export const userServiceConfig = processSettings.extend(databaseSettings.shape).extend({
  /** For how many days single requests stay in the usage log; the totals of the days stay. */
  USAGE_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
});
