const FIRST_MS = 1_000;
const MAX_MS = 30_000;
/** A connection that held this long was a good one: the next loss starts from the beginning. */
const STABLE_MS = 60_000;

/** How long to wait before the next try: anything from 0 to a limit that doubles, so that many clients come back spread out. */
export class Backoff {
  private limit = FIRST_MS;
  private connectedAt = Infinity;

  constructor(private readonly random: () => number = Math.random) {}

  /** Milliseconds until the next try; at least what the suite asked for. */
  next(now: number, askedMs = 0): number {
    if (now - this.connectedAt >= STABLE_MS) this.limit = FIRST_MS;
    this.connectedAt = Infinity;
    const wait = this.random() * this.limit;
    this.limit = Math.min(this.limit * 2, MAX_MS);
    return Math.max(wait, askedMs);
  }

  connected(now: number): void {
    this.connectedAt = now;
  }
}
