import { processSettings, redisSettings } from '@atrium/service';
import { z } from 'zod';

export const realtimeConfig = processSettings.extend(redisSettings.shape).extend({
  /** Internal port of the Prometheus metrics; none are served when it is unset. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
});

export type RealtimeConfig = z.output<typeof realtimeConfig>;
