/**
 * Items that arrive, and callers that wait for one that fits. An item is taken by one caller only, in order of arrival.
 */
export class WaitingList<T> {
  /** Everything that has arrived, taken or not. */
  readonly all: T[] = [];
  readonly #untaken: T[] = [];
  readonly #waiters = new Set<{
    predicate: (item: T) => boolean;
    resolve: (item: T) => void;
    reject: (error: Error) => void;
  }>();
  readonly #describe: (item: T) => string;

  /** @param describe how an item is shown in the error of a caller that waited in vain. */
  constructor(describe: (item: T) => string) {
    this.#describe = describe;
  }

  add(item: T): void {
    this.all.push(item);
    const waiter = [...this.#waiters].find(({ predicate }) => predicate(item));
    if (waiter) waiter.resolve(item);
    else this.#untaken.push(item);
  }

  /**
   * Takes the first item that fits, waiting for it if need be.
   * @throws Error naming `what` and everything that arrived, after `timeoutMs` milliseconds.
   */
  take(predicate: (item: T) => boolean, timeoutMs: number, what: string): Promise<T> {
    const index = this.#untaken.findIndex(predicate);
    if (index >= 0) return Promise.resolve(this.#untaken.splice(index, 1)[0] as T);
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
      };
      const waiter = {
        predicate,
        resolve: (item: T) => (leave(), resolve(item)),
        reject: (error: Error) => (leave(), reject(error)),
      };
      const timer = setTimeout(() => {
        const arrived = this.all.map((item) => `\n  ${this.#describe(item)}`).join('') || ' nothing';
        waiter.reject(new Error(`No ${what} within ${timeoutMs} ms. Arrived:${arrived}`));
      }, timeoutMs);
      this.#waiters.add(waiter);
    });
  }

  /** Tells every caller that waits that no more items will come. */
  fail(error: Error): void {
    for (const waiter of [...this.#waiters]) waiter.reject(error);
  }
}
