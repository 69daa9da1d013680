import { DomainError } from '@atrium/rpc';

const CONTROL_CHARACTER = /\p{Cc}/u;

/**
 * A name as it is stored: without spaces around it. Refuses one that is then empty or has control characters, line
 * breaks among them, with VALIDATION_FAILED on `field`.
 */
export function plainName(name: string, field: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw refused(field, `${field} should not be empty`);
  if (CONTROL_CHARACTER.test(trimmed)) throw refused(field, `${field} must not contain control characters`);
  return trimmed;
}

/** A text of any number of lines. Refuses U+0000, which PostgreSQL cannot store, with VALIDATION_FAILED on `field`. */
export function plainText(text: string, field: string): string {
  if (text.includes('\0')) throw refused(field, `${field} must not contain the character U+0000`);
  return text.trim();
}

/**
 * What two names have in common that count as the same: case and Unicode's compatible forms make no difference. Not
 * PostgreSQL's `lower`, whose result depends on how the server was set up.
 */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function refused(field: string, detail: string): DomainError {
  return new DomainError('VALIDATION_FAILED', detail, { [field]: [detail] });
}
