import { createDecipheriv, createPrivateKey } from 'node:crypto';

import pg from 'pg';
import { TokenMint } from './token-mint.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Signs with the very key that a suite signs with: tokens of which everything is right but what a test makes wrong.
 * @param databaseUrl auth-service's database.
 * @param encryptionKeys its ENCRYPTION_KEYS, of which there must be one.
 */
export async function suiteMint(databaseUrl: string, encryptionKeys: string): Promise<TokenMint> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ kid: string; sealed: Buffer }>(
    'SELECT kid, sealed_private_key AS sealed FROM signing_key',
  );
  await client.end();
  const [row] = rows;
  if (!row) throw new Error('The suite has no signing key');
  const key = unsealed(row.sealed, encryptionKeys, `signing_key ${row.kid}`);
  return new TokenMint({ kid: row.kid, privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' }) });
}

/** Opens `length of key id | key id | iv | ciphertext | tag`, sealed with the only key of `encryptionKeys`. */
function unsealed(sealed: Buffer, encryptionKeys: string, context: string): Buffer {
  const secret = Buffer.from(encryptionKeys.slice(encryptionKeys.indexOf(':') + 1), 'base64');
  const box = sealed.subarray(1 + (sealed[0] ?? 0));
  const decipher = createDecipheriv('aes-256-gcm', secret, box.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context)).setAuthTag(box.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(box.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
}
