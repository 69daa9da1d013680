import { DomainError } from '@atrium/rpc';

/**
 * Refuses a body that says nothing or cannot be stored as it is, with VALIDATION_FAILED. Its length is the contract's
 * matter and NUL the transport's; nothing is trimmed: what is accepted is kept verbatim.
 */
export function requireStorable(body: string): void {
  if (body.trim() === '') throw refused('body must not be blank');
  // PostgreSQL stores UTF-8, which has no room for half a surrogate pair.
  if (!body.isWellFormed()) throw refused('body must be well-formed Unicode text');
}

function refused(detail: string): DomainError {
  return new DomainError('VALIDATION_FAILED', detail, { body: [detail] });
}
