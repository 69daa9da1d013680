/** How one check ended. */
export interface CheckResult {
  readonly name: string;
  readonly outcome: 'pass' | 'fail' | 'skip';
  /** Why it failed or was left out. */
  readonly reason?: string;
}

/** Ends a check with what is wrong, in a sentence. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
}

/** @throws CheckFailure unless it is so. */
export function expectThat(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new CheckFailure(otherwise);
}

const SIGNS: Readonly<Record<CheckResult['outcome'], string>> = { pass: 'ok  ', fail: 'FAIL', skip: 'skip' };

/** Runs checks one after the other, tells of each, and remembers how they ended. */
export class CheckList {
  readonly results: CheckResult[] = [];
  readonly #say: (line: string) => void;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  heading(title: string): void {
    this.#say(`\n${title}`);
  }

  /** Runs one check; what it rejects with is its failure. Resolves to what it found, or undefined. */
  async check<T>(name: string, work: () => Promise<T> | T): Promise<T | undefined> {
    try {
      const found = await work();
      this.#tell({ name, outcome: 'pass' });
      return found;
    } catch (error) {
      this.#tell({ name, outcome: 'fail', reason: (error as Error).message });
      return undefined;
    }
  }

  skip(name: string, reason: string): void {
    this.#tell({ name, outcome: 'skip', reason });
  }

  count(outcome: CheckResult['outcome']): number {
    return this.results.filter((result) => result.outcome === outcome).length;
  }

  #tell(result: CheckResult): void {
    this.results.push(result);
    const reason = result.reason === undefined ? '' : `: ${result.reason}`;
    this.#say(`  ${SIGNS[result.outcome]}  ${result.name}${reason}`);
  }
}
