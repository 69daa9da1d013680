import type { ErrorCode, FieldErrors } from '@atrium/contracts';

/** The only error a service means to send: a stable code, a sentence for people, and faults by field. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly fields?: FieldErrors,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
    this.name = 'DomainError';
  }
}

/** True for a refusal with one of these codes. */
export function isRefusal(error: unknown, ...codes: ErrorCode[]): error is DomainError {
  return error instanceof DomainError && codes.includes(error.code);
}
