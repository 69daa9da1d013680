interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does work together that comes in one turn of the event loop, or while other such work is under way: one statement
 * and one commit for many. One item that fails fails them all; then each is tried alone, so that it fails alone.
 */
export class GroupedWork<Item, Result> {
  private readonly waiting: Waiting<Item, Result>[] = [];
  private isUnderWay = false;

  /** `work` has a result for each item, in their order; it gets `atMost` of them, in the order in which they came. */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly atMost = 64,
  ) {}

  do(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (this.isUnderWay) return;
      this.isUnderWay = true;
      setImmediate(() => void this.doAll());
    });
  }

  private async doAll(): Promise<void> {
    while (this.waiting.length > 0) await this.doTogether(this.waiting.splice(0, this.atMost));
    this.isUnderWay = false;
  }

  private async doTogether(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.work(group.map(({ item }) => item));
      group.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      const [only] = group;
      if (group.length === 1) only?.reject(error);
      else for (const one of group) await this.doTogether([one]);
    }
  }
}
