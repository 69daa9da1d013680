/** What a template makes of a payload; undefined where the payload lacks what it asks for. */
export type Template = (payload: string) => string | number | boolean | undefined;

const EXPRESSION = /^\s*\{\{-?\s*(.+?)\s*-?\}\}\s*$/s;
const PATH = /^value_json((?:\.[A-Za-z_]\w*|\[\d+\]|\['[^']+'\]|\["[^"]+"\])+)$/;
const STEP = /\.([A-Za-z_]\w*)|\[(\d+)\]|\['([^']+)'\]|\["([^"]+)"\]/g;
const ROUND = /^round(?:\((\d)\))?$/;

type Filter = (value: unknown) => unknown;

const FILTERS: Readonly<Record<string, Filter>> = {
  int: (value) => Math.trunc(Number(value)),
  float: Number,
  lower: (value) => String(value).toLowerCase(),
  upper: (value) => String(value).toUpperCase(),
  string: String,
};

/**
 * Compiles the templates that devices announce in practice: `{{ value }}` and `{{ value_json.a.b[0] }}`, with the
 * filters int, float, round, lower, upper and string. They are read, never run: undefined for anything else of Jinja.
 */
export function compileTemplate(source: string | undefined): Template | undefined {
  if (source === undefined || source.trim() === '') return (payload) => payload;
  const [root = '', ...filters] = (EXPRESSION.exec(source)?.[1] ?? '').split('|').map((part) => part.trim());
  const steps = filters.map(filterOf);
  const read = readerOf(root);
  if (!read || steps.some((step) => step === undefined)) return undefined;
  return (payload) => {
    const value = read(payload);
    return value === undefined ? undefined : scalarOf(steps.reduce<unknown>((before, step) => step?.(before), value));
  };
}

function filterOf(name: string): Filter | undefined {
  const round = ROUND.exec(name);
  if (round) return (value) => Number(Number(value).toFixed(Number(round[1] ?? 0)));
  return Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
}

function readerOf(root: string): ((payload: string) => unknown) | undefined {
  if (root === 'value') return (payload) => payload;
  const path = PATH.exec(root)?.[1];
  if (path === undefined) return undefined;
  const keys = [...path.matchAll(STEP)].map((step) => step[1] ?? step[2] ?? step[3] ?? step[4] ?? '');
  return (payload) => keys.reduce<unknown>(memberOf, parseJson(payload));
}

/** A payload as JSON; undefined when it is none. */
export function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

function scalarOf(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}
