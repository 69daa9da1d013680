import { createHash, pbkdf2, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

import { parseOptions as parseArgon2, verify as verifyArgon2 } from '@node-rs/argon2';
import { parseOptions as parseBcrypt, verify as verifyBcrypt } from '@node-rs/bcrypt';

const derivePbkdf2 = promisify(pbkdf2);
const deriveScrypt = promisify<string, string, number, ScryptOptions, Buffer>(scrypt);

/** What a stored hash may cost at most: one that an import brought must not occupy a thread for minutes. */
const LIMITS = {
  pbkdf2Iterations: 2_000_000,
  bcryptCost: 14,
  argon2MemoryKiB: 262_144,
  argon2Passes: 10,
  scryptBytes: 134_217_728,
  scryptLanes: 16,
};

const ARGON2 = /^\$argon2(id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;
const BCRYPT = /^(bcrypt(_sha256)?\$)?(\$2[aby]\$\d\d\$[./A-Za-z0-9]{53})$/;
const DJANGO_PBKDF2 = /^pbkdf2_(sha256|sha1)\$([1-9]\d{0,8})\$([^$]+)\$([A-Za-z0-9+/]+={0,2})$/;
/** Work factor, salt, block size, parallelism, 64 bytes in base64. */
const DJANGO_SCRYPT = /^scrypt\$([1-9]\d{0,8})\$([^$]+)\$([1-9]\d{0,3})\$([1-9]\d{0,2})\$([A-Za-z0-9+/]{86}==)$/;
/** How Django marks somebody who cannot sign in with a password. */
const UNUSABLE = '!';

type Check = (password: string) => Promise<boolean>;

/** How to check a password against a hash of one scheme; undefined for another scheme, or at a cost beyond all reason. */
type Scheme = (stored: string) => Check | undefined;

/**
 * Verifies a password against a stored hash: Argon2 in PHC string format, bcrypt as most systems write it, and
 * Django's `pbkdf2_sha256`, `pbkdf2_sha1`, `bcrypt_sha256`, `bcrypt`, `scrypt` and `argon2`. False for a scheme that is
 * not known, for an unusable password (`!…`), and for parameters beyond all reason.
 */
export async function verifyStored(stored: string, password: string): Promise<boolean> {
  try {
    return (await checkOf(stored)?.(password)) ?? false;
  } catch {
    // It looks like a hash and is none.
    return false;
  }
}

/** True for a hash that {@link verifyStored} can verify, or that says that no password ever fits. */
export function isStorable(stored: string): boolean {
  return stored.startsWith(UNUSABLE) || checkOf(stored) !== undefined;
}

function checkOf(stored: string): Check | undefined {
  try {
    return SCHEMES.map((scheme) => scheme(stored)).find((check) => check !== undefined);
  } catch {
    // Parameters that no hash can have.
    return undefined;
  }
}

const argon2: Scheme = (stored) => {
  const isDjangos = stored.startsWith('argon2$');
  const hash = isDjangos ? stored.slice('argon2'.length) : stored;
  if (!ARGON2.test(hash)) return undefined;
  const { memoryCost, timeCost } = parseArgon2(hash);
  if (memoryCost > LIMITS.argon2MemoryKiB || timeCost > LIMITS.argon2Passes) return undefined;
  // Hashes that this service made are of the normalised password.
  return (password) => verifyArgon2(hash, isDjangos ? password : password.normalize('NFKC'));
};

const bcrypt: Scheme = (stored) => {
  const [, , isHashedFirst, hash] = BCRYPT.exec(stored) ?? [];
  if (hash === undefined || parseBcrypt(hash).cost > LIMITS.bcryptCost) return undefined;
  // Django hashes first, in hexadecimal, to get round bcrypt's limit of 72 bytes.
  return (password) =>
    verifyBcrypt(isHashedFirst === undefined ? password : createHash('sha256').update(password).digest('hex'), hash);
};

const djangoPbkdf2: Scheme = (stored) => {
  const [, digest, iterations, salt, tag] = DJANGO_PBKDF2.exec(stored) ?? [];
  if (digest === undefined || salt === undefined || tag === undefined) return undefined;
  const length = digest === 'sha1' ? 20 : 32;
  const expected = Buffer.from(tag, 'base64');
  if (Number(iterations) > LIMITS.pbkdf2Iterations || expected.length !== length) return undefined;
  // The salt is used as the text it is.
  return async (password) =>
    timingSafeEqual(await derivePbkdf2(password, salt, Number(iterations), length, digest), expected);
};

const djangoScrypt: Scheme = (stored) => {
  const [, factor, salt, blockSize, lanes, tag] = DJANGO_SCRYPT.exec(stored) ?? [];
  if (salt === undefined || tag === undefined) return undefined;
  const [N, r, p] = [Number(factor), Number(blockSize), Number(lanes)];
  const isPowerOfTwo = N > 1 && (N & (N - 1)) === 0;
  if (!isPowerOfTwo || 128 * N * r > LIMITS.scryptBytes || p > LIMITS.scryptLanes) return undefined;
  const expected = Buffer.from(tag, 'base64');
  const options = { N, r, p, maxmem: 2 * LIMITS.scryptBytes };
  return async (password) => timingSafeEqual(await deriveScrypt(password, salt, expected.length, options), expected);
};

const SCHEMES: readonly Scheme[] = [argon2, bcrypt, djangoPbkdf2, djangoScrypt];
