const SLOW = 10;

/** How many times longer than usual a virtual device takes. */
export function paceOf({ fault }: Readonly<Record<string, unknown>>): number {
  return fault === 'slow' ? SLOW : 1;
}
