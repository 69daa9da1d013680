/**
 * Why HomeGraph did not do what it was asked for: `rejected` what was sent is wrong (400), `unknown` it knows no such
 * person or device (404), `forbidden` the service account may not (401, 403), `transient` it may be better later.
 */
export type HomeGraphFaultKind = 'rejected' | 'unknown' | 'forbidden' | 'transient';

export class HomeGraphFault extends Error {
  override readonly name = 'HomeGraphFault';

  /** `retryAfterMs` is what Google asked to wait. */
  constructor(
    readonly kind: HomeGraphFaultKind,
    message: string,
    readonly status?: number,
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

export function kindOfStatus(status: number): HomeGraphFaultKind {
  if (status === 404) return 'unknown';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 408 || status === 429 || status >= 500) return 'transient';
  return 'rejected';
}
