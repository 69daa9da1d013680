import { flag, processSettings, redisSettings, urlOf } from '@atrium/service';
import { z } from 'zod';

const httpUrl = urlOf('http', 'https');

export const bffConfig = processSettings.extend(redisSettings.shape).extend({
  /** Where users reach the suite; decides redirects, cookies and which origin is its own. */
  PUBLIC_URL: httpUrl.default('http://localhost:8000'),
  /** Where GET / leads: a path here or a URL elsewhere. */
  HOME_URL: z
    .string()
    .refine((url) => url.startsWith('/') || /^https?:\/\//.test(url), { error: 'must be a path or an http(s) URL' })
    .default('/home/'),
  /** Every replica of the realtime-gateway, comma separated. */
  REALTIME_URLS: z
    .string()
    .transform((list) => list.split(',').map((url) => url.trim()))
    .pipe(z.array(httpUrl).min(1)),
  /** Whether cookies are sent over https only; off only where the suite is served over plain http. */
  COOKIE_SECURE: flag.default(true),
  /** Browser origins besides PUBLIC_URL's that may call with cookies, comma separated. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    ),
  /** Internal port of the Prometheus metrics; none are served when it is unset. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
});

export type BffConfig = z.output<typeof bffConfig>;

/** Dependency-injection token of {@link BffConfig}. */
export const BFF_CONFIG = Symbol('BFF_CONFIG');
