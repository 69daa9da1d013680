/** What an error frame may say. */
export type FrameErrorCode =
  | 'bad_json'
  | 'bad_frame'
  | 'unknown_type'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'not_joined'
  | 'too_large'
  | 'rate_limited'
  | 'conflict'
  | 'unavailable'
  | 'internal';

/** What an error frame says of itself to clients of version 2. */
export interface FrameErrorContext {
  /** The `client_id` or `req` of the frame that failed. */
  readonly ref?: string | undefined;
  readonly retryAfterMs?: number;
  /** True when the socket is closed for it. */
  readonly isFatal?: boolean;
}

/** A frame that is refused by this process itself. */
export class FrameRefusal extends Error {
  constructor(
    readonly code: FrameErrorCode,
    readonly detail: string,
    readonly retryAfterMs = 0,
  ) {
    super(`${code}: ${detail}`);
    this.name = 'FrameRefusal';
  }
}

/** Refuses a frame that came too soon: the milliseconds until it may come, 0 for now. */
export function requireAllowance(retryAfterMs: number): void {
  if (retryAfterMs > 0) throw new FrameRefusal('rate_limited', 'Too many of these; slow down', retryAfterMs);
}
