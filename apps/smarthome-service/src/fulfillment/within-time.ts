/** What the work resolves to, or `late` when that takes longer; the work itself goes on, and may fail unheard. */
export function withinTime<Result>(work: Promise<Result>, ms: number, late: Result): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const time = new Promise<Result>((resolve) => {
    timer = setTimeout(resolve, ms, late);
    timer.unref();
  });
  return Promise.race([work, time]).finally(() => clearTimeout(timer));
}
