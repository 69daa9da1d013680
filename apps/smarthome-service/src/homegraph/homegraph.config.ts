import { readFileSync } from 'node:fs';

import { urlOf } from '@atrium/service';
import { z } from 'zod';

import { HomeGraphSettings, type ServiceAccount } from './homegraph-settings.js';

const keyFile = z.object({ client_email: z.string().min(1), private_key: z.string().includes('PRIVATE KEY') });

/** How states are reported to Google. */
export const homeGraphConfig = z.object({
  /** Path to the JSON key of a service account. */
  HOMEGRAPH_CREDENTIALS: z
    .string()
    .transform((path, context): ServiceAccount => {
      try {
        const { client_email: clientEmail, private_key: privateKey } = keyFile.parse(
          JSON.parse(readFileSync(path, 'utf8')),
        );
        return { clientEmail, privateKey };
      } catch {
        context.addIssue('must be the path to a readable JSON key of a Google service account');
        return z.NEVER;
      }
    })
    .optional(),
  HOMEGRAPH_CLIENT_EMAIL: z.string().min(1).optional(),
  /** PEM; line breaks may be written as \n. */
  HOMEGRAPH_PRIVATE_KEY: z
    .string()
    .includes('PRIVATE KEY', { error: 'must be a private key in PEM' })
    .transform((text) => text.replaceAll('\\n', '\n'))
    .optional(),
  HOMEGRAPH_URL: urlOf('https', 'http').default('https://homegraph.googleapis.com/v1'),
  HOMEGRAPH_TOKEN_URL: urlOf('https', 'http').default('https://oauth2.googleapis.com/token'),
});

/** The key file wins over the two variables. */
export function homeGraphSettings(config: z.output<typeof homeGraphConfig>): HomeGraphSettings {
  const { HOMEGRAPH_CLIENT_EMAIL: clientEmail, HOMEGRAPH_PRIVATE_KEY: privateKey } = config;
  const given = clientEmail !== undefined && privateKey !== undefined ? { clientEmail, privateKey } : undefined;
  const account = config.HOMEGRAPH_CREDENTIALS ?? given;
  return new HomeGraphSettings(account, config.HOMEGRAPH_URL.replace(/\/+$/, ''), config.HOMEGRAPH_TOKEN_URL);
}
