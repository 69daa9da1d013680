import { flag, processSettings, redisSettings, urlOf } from '@atrium/service';
import { z } from 'zod';

import { isProxyNetwork } from './http/trusted-proxies.js';
import { parseRouteLimits } from './rate-limit/route-limits.js';

const httpUrl = urlOf('http', 'https');
const perMinute = z.coerce.number().int().min(1).max(1_000_000_000);

/** Comma separated; blanks do not count. */
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
  );

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
  /** Browser origins besides PUBLIC_URL's that may call with cookies and read the answers, comma separated. */
  ALLOWED_ORIGINS: list.refine((origins) => origins.every((o) => URL.canParse(o) && new URL(o).origin === o), {
    error: 'must be origins as https://app.example.com, without a path, comma separated',
  }),
  /** Whether writes with cookies must bring X-CSRF-Token. */
  CSRF_TOKEN_REQUIRED: flag.default(false),
  /** Addresses and networks whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: list.refine((proxies) => proxies.every(isProxyNetwork), {
    error: 'must be addresses, networks as 10.0.0.0/8, or loopback, linklocal, uniquelocal, comma separated',
  }),
  /** Whether requests are counted and limited. */
  RATE_LIMIT: flag.default(true),
  /** Requests a minute that one caller may make. */
  RATE_LIMIT_STANDARD: perMinute.default(100),
  /** The same for endpoints that take or hand out credentials. */
  RATE_LIMIT_STRICT: perMinute.default(20),
  /** Limits of single routes. */
  RATE_LIMIT_ROUTES: z
    .string()
    .default('')
    .transform((text, context) => {
      const routes = parseRouteLimits(text);
      if (!routes)
        context.addIssue({ code: 'custom', message: 'must be like POST /api/messages/=600, comma separated' });
      return routes ?? [];
    }),
  /** The header in which monitoring shows its token. */
  SERVICE_API_TOKEN_KEY: z
    .string()
    .regex(/^[\w-]+$/, { error: 'must be the name of a header' })
    .default('X-Service-Token'),
  /** What lets monitoring in; several while one replaces another. */
  SERVICE_API_TOKEN: list.refine((tokens) => tokens.every((token) => token.length >= 8), {
    error: 'must be one or more tokens of at least 8 characters, comma separated',
  }),
  /** The name that GET /api/status/ tells. */
  STATUS_SERVICE_NAME: z.string().min(1).default('pyauthservice'),
  /** Internal port of the Prometheus metrics; none are served when it is unset. */
  METRICS_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
});

export type BffConfig = z.output<typeof bffConfig>;

/** Dependency-injection token of {@link BffConfig}. */
export const BFF_CONFIG = Symbol('BFF_CONFIG');
