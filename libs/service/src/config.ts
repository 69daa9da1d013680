import { LOG_LEVELS } from '@atrium/observability';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);

/** A URL whose scheme is one of these. */
export function urlOf(...schemes: string[]) {
  return z.string().refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)), {
    error: `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  });
}

/** `true`, `1`, `yes` or `on`, and their opposites. */
export const flag = z.stringbool();

/** What every process of the suite is told by its environment. */
export const processSettings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  /** Address the process's HTTP port is bound to. */
  HOST: z.string().min(1).default('0.0.0.0'),
  PORT: port,
  NATS_URL: urlOf('nats', 'tls', 'ws', 'wss'),
  /** First token of the NATS reply subjects; must match the permissions of this service's NATS user. */
  NATS_INBOX_PREFIX: z
    .string()
    .regex(/^[\w-]+$/)
    .optional(),
  /** Copies of each JetStream stream: 1 on one server, 3 on a cluster. */
  NATS_STREAM_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  /** The secret by which services of the suite know each other; the same everywhere. */
  INTERNAL_TOKEN: z
    .string()
    .min(32, { error: 'must have at least 32 characters, for example from `openssl rand -hex 32`' }),
});

/** What a process with a database is told besides. */
export const databaseSettings = z.object({
  DATABASE_URL: urlOf('postgres', 'postgresql'),
  /** Most connections one replica opens; migrations need two, one of them for the lock. */
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(100).default(10),
});

export const redisSettings = z.object({ REDIS_URL: urlOf('redis', 'rediss') });

/** Exit status for a wrong configuration (sysexits.h, EX_CONFIG). */
const EXIT_CONFIG = 78;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every fault of an environment in one message that names the variables. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Validates an environment against a schema. Empty variables count as unset. Throws {@link ConfigError}. */
export function parseConfig<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `  ${name}: ${given[name] === undefined ? 'is not set; it is required' : message}`;
  });
  throw new ConfigError(`The environment is not right:\n${faults.join('\n')}\nSee .env.example for every variable.`);
}

/** Reads the process's environment, or ends the process with a message that names every wrong variable. */
export function readConfig<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  try {
    return parseConfig(schema, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(EXIT_CONFIG);
  }
}
