import { DomainError } from '@atrium/rpc';
import { dictionary } from '@zxcvbn-ts/language-common';

/** As many as Django refuses. */
const REFUSED = 20_000;

/** The passwords that leaks show most often, in lower case. */
const MOST_COMMON: ReadonlySet<string> = new Set(dictionary['passwords-common'].slice(0, REFUSED));

/** Throws VALIDATION_FAILED, naming the field, for a password that whoever guesses tries first (NIST SP 800-63B-4, 3.1.1.2). */
export function refuseCommonPassword(password: string, field: 'password' | 'newPassword'): void {
  if (!MOST_COMMON.has(password.normalize('NFKC').toLowerCase())) return;
  const detail = 'This password is too common.';
  throw new DomainError('VALIDATION_FAILED', detail, { [field]: [detail] });
}
