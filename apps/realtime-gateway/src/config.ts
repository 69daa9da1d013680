import { processSettings, redisSettings } from '@atrium/service';
import { z } from 'zod';

const positive = z.coerce.number().int().min(1);

export const realtimeConfig = processSettings.extend(redisSettings.shape).extend({
  /** Internal port of the Prometheus metrics; none are served when it is unset. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** Sockets that one person may have open at one realtime-gateway. */
  SOCKETS_PER_USER: positive.default(20),
  /** Frames a socket may send, each second. */
  SOCKET_FRAMES_PER_SECOND: positive.default(50),
  /** Messages a person may send over sockets, each second, on all of them together; four times as many at once. */
  SOCKET_SENDS_PER_SECOND: positive.default(5),
});

export type RealtimeConfig = z.output<typeof realtimeConfig>;

export const REALTIME_CONFIG = Symbol('REALTIME_CONFIG');
