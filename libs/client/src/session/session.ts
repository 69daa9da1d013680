/** Proves to the suite who is asking, and renews the proof when it has run out. */
export interface Session {
  /** What a request carries. */
  headers(): Record<string, string>;
  /** Whether the browser adds its cookies. */
  readonly credentials: 'include' | 'omit';
  /** Keeps what an answer brings, such as new cookies. */
  keep(response: Response): void;
  /** The token that opens a socket; undefined where the browser's cookie does. */
  accessToken(): string | undefined;
  /**
   * Gets a new proof unless there is one already; callers at the same time share one renewal.
   * @param stale the access token that was refused.
   * @throws SignedOut when the session is over.
   */
  renew(stale: string | undefined): Promise<void>;
}

/** Lets callers at the same time share one renewal, and spares those who come late with an older token theirs. */
export class SharedRenewal {
  private current: Promise<void> | undefined;

  constructor(private readonly session: Pick<Session, 'accessToken'>) {}

  run(stale: string | undefined, work: () => Promise<void>): Promise<void> {
    if (this.current) return this.current;
    if (stale !== undefined && stale !== this.session.accessToken()) return Promise.resolve();
    this.current = work().finally(() => {
      this.current = undefined;
    });
    return this.current;
  }
}
