/** How long a caller waits. Made of a plain timer: an AbortSignal costs an error with its stack for each one. */
export class Deadline {
  /** Resolves when the time is over. */
  readonly over: Promise<void>;
  private readonly timer: NodeJS.Timeout;

  constructor(ms: number) {
    let end: () => void = () => undefined;
    this.over = new Promise((resolve) => {
      end = resolve;
    });
    this.timer = setTimeout(end, ms);
    this.timer.unref();
  }

  /** Nobody waits any more. */
  cancel(): void {
    clearTimeout(this.timer);
  }
}
