const BCRYPT = String.raw`\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}`;
const ARGON2 = String.raw`\$?argon2(id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+`;

/** What Django's hashers write, and the plain forms of bcrypt and Argon2. */
const FORMATS: readonly RegExp[] = [
  /^pbkdf2_sha(256|1)\$\d{1,8}\$[^$]+\$[A-Za-z0-9+/]+=*$/,
  new RegExp(`^(bcrypt(_sha256)?\\$)?${BCRYPT}$`),
  new RegExp(`^(argon2)?${ARGON2}$`),
  /^scrypt\$[^$]+\$\d+\$\d+\$\d+\$[A-Za-z0-9+/]+=*$/,
  // Django's mark of somebody who cannot sign in with a password.
  /^!/,
];

/** True for a password hash that a sign-in can verify, or that says that none ever will. */
export function isKnownPasswordHash(hash: string): boolean {
  return FORMATS.some((format) => format.test(hash));
}
