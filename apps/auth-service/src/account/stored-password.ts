import { createHash, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

import { parseOptions as parseArgon2, verify as verifyArgon2 } from '@node-rs/argon2';
import { parseOptions as parseBcrypt, verify as verifyBcrypt } from '@node-rs/bcrypt';

const derive = promisify(pbkdf2);

/** What a stored hash may cost at most: one that an import brought must not occupy a thread for minutes. */
const LIMITS = { pbkdf2Iterations: 2_000_000, bcryptCost: 14, argon2MemoryKiB: 262_144, argon2Passes: 10 };

const DJANGO_PBKDF2 = /^pbkdf2_(sha256|sha1)\$([1-9]\d{0,8})\$([^$]+)\$([A-Za-z0-9+/]+={0,2})$/;
const DJANGO_BCRYPT = /^bcrypt(_sha256)?\$(\$2[aby]\$.+)$/;
const PLAIN_BCRYPT = /^\$2[aby]\$/;
const DJANGO_ARGON2 = 'argon2$argon2';

/** Checks a password against a hash of one scheme; undefined for a hash of another scheme. */
type Scheme = (stored: string, password: string) => Promise<boolean> | undefined;

/**
 * Verifies a password against a stored hash: Argon2 in PHC string format, bcrypt as most systems write it, and
 * Django's `pbkdf2_sha256`, `pbkdf2_sha1`, `bcrypt_sha256`, `bcrypt` and `argon2`. False for a scheme that is not
 * known, for an unusable password (`!…`), and for parameters beyond all reason.
 */
export async function verifyStored(stored: string, password: string): Promise<boolean> {
  for (const scheme of SCHEMES) {
    const verdict = scheme(stored, password);
    if (verdict) return verdict;
  }
  return false;
}

const argon2: Scheme = (stored, password) => {
  if (stored.startsWith(DJANGO_ARGON2)) return checkArgon2(stored.slice('argon2'.length), password);
  // Hashes that this service made are of the normalised password.
  return stored.startsWith('$argon2') ? checkArgon2(stored, password.normalize('NFKC')) : undefined;
};

const djangoPbkdf2: Scheme = (stored, password) => {
  const [, digest, iterations, salt, tag] = DJANGO_PBKDF2.exec(stored) ?? [];
  if (digest === undefined || salt === undefined || tag === undefined) return undefined;
  return checkPbkdf2({ digest, iterations: Number(iterations), salt, tag: Buffer.from(tag, 'base64') }, password);
};

const bcrypt: Scheme = (stored, password) => {
  if (PLAIN_BCRYPT.test(stored)) return checkBcrypt(stored, password);
  const [, isHashedFirst, hash] = DJANGO_BCRYPT.exec(stored) ?? [];
  if (hash === undefined) return undefined;
  // Django hashes first, in hexadecimal, to get round bcrypt's limit of 72 bytes.
  const input = isHashedFirst === undefined ? password : createHash('sha256').update(password).digest('hex');
  return checkBcrypt(hash, input);
};

const SCHEMES: readonly Scheme[] = [argon2, djangoPbkdf2, bcrypt];

async function checkArgon2(hash: string, password: string): Promise<boolean> {
  try {
    const { memoryCost, timeCost } = parseArgon2(hash);
    if (memoryCost > LIMITS.argon2MemoryKiB || timeCost > LIMITS.argon2Passes) return false;
    return await verifyArgon2(hash, password);
  } catch {
    // It begins like a hash and is none.
    return false;
  }
}

async function checkBcrypt(hash: string, password: string): Promise<boolean> {
  try {
    if (parseBcrypt(hash).cost > LIMITS.bcryptCost) return false;
    return await verifyBcrypt(password, hash);
  } catch {
    return false;
  }
}

interface Pbkdf2 {
  readonly digest: string;
  readonly iterations: number;
  /** Used as the text it is. */
  readonly salt: string;
  readonly tag: Buffer;
}

async function checkPbkdf2({ digest, iterations, salt, tag }: Pbkdf2, password: string): Promise<boolean> {
  const length = digest === 'sha1' ? 20 : 32;
  if (iterations > LIMITS.pbkdf2Iterations || tag.length !== length) return false;
  return timingSafeEqual(await derive(password, salt, iterations, length, digest), tag);
}
