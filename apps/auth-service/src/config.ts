import { databaseSettings, processSettings, redisSettings, urlOf } from '@atrium/service';
import { z } from 'zod';

import { encryptionKeys } from './secrets/encryption-keys.js';

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
    /** The keys that protect secrets in the database, the one that encrypts first. */
    ENCRYPTION_KEYS: encryptionKeys,
  });

export type AuthServiceConfig = z.output<typeof authServiceConfig>;
