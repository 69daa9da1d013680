import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { z } from 'zod';

const url = (...protocols: string[]) =>
  z.url({
    protocol: new RegExp(`^(${protocols.join('|')})$`),
    error: `must be a URL that begins with ${protocols.map((p) => `${p}://`).join(' or ')}`,
  });

const schema = z.object({
  PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be between 1 and 65535')
    .max(65_535, 'must be between 1 and 65535')
    .default(8000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url('http', 'https').optional(),
  DATABASE_URL: url('postgres', 'postgresql').optional(),
  NATS_URL: url('nats', 'tls').optional(),
  REDIS_URL: url('redis', 'rediss').optional(),
  SMTP_URL: url('smtp', 'smtps').optional(),
  INTERNAL_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  ENCRYPTION_KEYS: z
    .string()
    .regex(/^[^:,]+:[^,]+(,[^:,]+:[^,]+)*$/, 'must be <id>:<base64 of 32 bytes>[,…]')
    .optional(),
});

/** What a user can set for `npm start`; everything else in the environment goes to the apps as it is. */
export type Settings = z.infer<typeof schema>;

/**
 * Reads the settings from the environment and from `.env`; the environment wins.
 * @throws Error naming every setting that is wrong, what it must be and what it was.
 */
export function readSettings(workspace: string): Settings {
  const envFile = join(workspace, '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  // A variable that is there but empty counts as not set, as in a copied .env.example.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `- ${name} ${message}; it is "${isSecret(name) ? '…' : given[name]}".`;
  });
  throw new Error(`These settings are wrong (they come from the environment or from .env):\n${faults.join('\n')}`);
}

function isSecret(name: string): boolean {
  return /TOKEN|KEYS|_URL$/.test(name) && name !== 'PUBLIC_URL';
}
