import type { ErrorCode, FieldErrors } from '@atrium/contracts';

/** The only error a service means to send: a stable code, a sentence for people, and faults by field. */
export class DomainError extends Error {
  /** After how many seconds trying again may help, where that is known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly fields?: FieldErrors,
    options?: ErrorOptions & { readonly retryAfterSeconds?: number | undefined },
  ) {
    super(`${code}: ${detail}`, options);
    this.name = 'DomainError';
    this.retryAfterSeconds = options?.retryAfterSeconds;
  }
}

/** True for a refusal with one of these codes. */
export function isRefusal(error: unknown, ...codes: ErrorCode[]): error is DomainError {
  return error instanceof DomainError && codes.includes(error.code);
}
