import { randomBytes } from 'node:crypto';

/** What the apps of one suite share and nobody else may know. */
export interface SuiteSecrets {
  /** By which services of the suite recognise each other. */
  internalToken: string;
  /** Keys that encrypt third-party tokens at rest: `<id>:<base64 of 32 bytes>`, comma separated, the first one in use. */
  encryptionKeys: string;
}

export function randomSecrets(): SuiteSecrets {
  return {
    internalToken: randomBytes(32).toString('base64url'),
    encryptionKeys: `k1:${randomBytes(32).toString('base64')}`,
  };
}
