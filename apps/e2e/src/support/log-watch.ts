/** What no log may hold whoever it belongs to: signed tokens, and what a request was authenticated with. */
const SHAPES: readonly (readonly [string, RegExp])[] = [
  ['a signed token', /\beyJ[\w-]+\.eyJ[\w-]+/],
  ['an Authorization header', /\b(?:bearer|basic)\s+[\w.~+/-]{8,}/i],
];

/** A value shorter than this could stand in a log by chance, as a part of something else. */
const WHOLE_WORDS_UP_TO = 12;

/** Reads everything that the apps of a suite log, for secrets. */
export class LogWatch {
  private readonly lines: string[] = [];
  private readonly secrets = new Map<string, string>();

  readonly read = (line: string): void => {
    this.lines.push(line);
  };

  /** From now on, and looking back, no line may hold this value. `kind` is how a message calls it. */
  keepSecret(kind: string, value: string): void {
    if (value !== '') this.secrets.set(value, kind);
  }

  /** Throws, without repeating the secret, when a line holds one. */
  check(): void {
    const words = Array.from(this.secrets, ([value, kind]) => [kind, patternOf(value)] as const);
    const leaks = this.lines.flatMap((line) =>
      [...SHAPES, ...words]
        .filter(([, pattern]) => pattern.test(line))
        .map(([kind, pattern]) => `${kind}: ${line.replace(new RegExp(pattern, `g${pattern.flags}`), '***')}`),
    );
    if (leaks.length > 0) throw new Error(`The logs hold secrets:\n${leaks.slice(0, 10).join('\n')}`);
  }
}

function patternOf(value: string): RegExp {
  const literal = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(value.length > WHOLE_WORDS_UP_TO ? literal : `(?<![\\w.-])${literal}(?![\\w-])`);
}
