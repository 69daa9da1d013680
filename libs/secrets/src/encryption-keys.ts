import { z } from 'zod';

import type { EncryptionKey } from './key-ring.js';

const SECRET_BYTES = 32;
const ENTRY = /^(?<id>[\w.-]{1,32}):(?<secret>[A-Za-z0-9+/]+={0,2})$/;

/** `<id>:<base64 of 32 bytes>[,…]` as a list of keys, the one that encrypts first. The message never shows a key. */
export const encryptionKeys = z.string().transform((text, context): EncryptionKey[] => {
  const keys = text.split(',').map((entry) => parseKey(entry.trim()));
  const valid = keys.filter((key) => key !== undefined);
  if (valid.length < keys.length) {
    const example = 'for example `k1:` followed by the output of `openssl rand -base64 32`';
    context.addIssue({ code: 'custom', message: `must be <id>:<base64 of ${SECRET_BYTES} bytes>[,…], ${example}` });
  } else if (new Set(valid.map(({ id }) => id)).size < valid.length) {
    context.addIssue({ code: 'custom', message: 'must not use a key id twice' });
  }
  return valid;
});

function parseKey(entry: string): EncryptionKey | undefined {
  const { id, secret } = ENTRY.exec(entry)?.groups ?? {};
  if (id === undefined || secret === undefined) return undefined;
  const bytes = Buffer.from(secret, 'base64');
  return bytes.length === SECRET_BYTES ? { id, secret: bytes } : undefined;
}
