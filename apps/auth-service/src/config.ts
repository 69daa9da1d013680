import { MAX_ACCESS_TOKEN_SECONDS } from '@atrium/contracts';
import { encryptionKeys } from '@atrium/secrets';
import { databaseSettings, processSettings, redisSettings, urlOf } from '@atrium/service';
import { z } from 'zod';

const httpUrl = urlOf('http', 'https');

const SSO_PROVIDER = [
  'SSO_ISSUER',
  'SSO_AUTHORIZATION_URL',
  'SSO_TOKEN_URL',
  'SSO_USERINFO_URL',
  'SSO_CLIENT_ID',
  'SSO_CLIENT_SECRET',
] as const;

export const authServiceConfig = processSettings
  .extend(databaseSettings.shape)
  .extend(redisSettings.shape)
  .extend({
    /** Where mail is sent; unset, each mail becomes a file in MAIL_DIR. */
    SMTP_URL: urlOf('smtp', 'smtps').optional(),
    MAIL_DIR: z.string().min(1).default('.data/mail'),
    MAIL_FROM: z.string().min(3).default('Atrium <no-reply@localhost>'),
    /** Where users reach the suite; mails name it. */
    PUBLIC_URL: urlOf('http', 'https').default('http://localhost:8000'),
    /** How long an access token of a session is good for; refresh tokens and what `/o/` issues have lives of their own. */
    ACCESS_TOKEN_SECONDS: z.coerce.number().int().min(10).max(MAX_ACCESS_TOKEN_SECONDS).default(900),
    /** The keys that protect secrets in the database, the one that encrypts first. */
    ENCRYPTION_KEYS: encryptionKeys,
    /** The external identity provider that people may sign in with; all six or none, and then it is the suite's own. */
    SSO_ISSUER: httpUrl.optional(),
    SSO_AUTHORIZATION_URL: httpUrl.optional(),
    SSO_TOKEN_URL: httpUrl.optional(),
    SSO_USERINFO_URL: httpUrl.optional(),
    SSO_CLIENT_ID: z.string().optional(),
    SSO_CLIENT_SECRET: z.string().optional(),
    /** What is asked for, separated by blanks; without `openid` and `email` no account can be found. */
    SSO_SCOPES: z
      .string()
      .default('openid email profile')
      .transform((scopes) => scopes.split(/\s+/).filter((scope) => scope !== '')),
  })
  .superRefine((config, context) => {
    const missing = SSO_PROVIDER.filter((name) => config[name] === undefined);
    if (missing.length === SSO_PROVIDER.length) return;
    for (const name of missing) {
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `must be set together with ${SSO_PROVIDER.join(', ')}`,
      });
    }
  });

export type AuthServiceConfig = z.output<typeof authServiceConfig>;
