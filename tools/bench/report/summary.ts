import { median } from '../statistics.ts';
import { type Figures, type Result, figuresOf } from './result.ts';
import { table } from './table.ts';

const PARTS = ['bff', 'service', 'nats', 'postgres', 'other'] as const satisfies (keyof Figures)[];

/** The tables of all results: deliveries and heartbeats cost so little that their CPU time is told in microseconds. */
export function summary(results: readonly Result[]): string {
  const small = results.filter(isSmall);
  const others = results.filter((result) => !isSmall(result));
  const besides = results.flatMap(factsOf);
  return [
    ...(others.length > 0 ? [tableOf('Requests and connections', 'ms', 1, others)] : []),
    ...(small.length > 0 ? [tableOf('Deliveries and heartbeats', 'µs', 1_000, small)] : []),
    ...(besides.length > 0 ? [table(['Besides', 'median'], besides)] : []),
  ].join('\n\n');
}

/** True for work of which a core does many thousands a second. */
export function isSmall({ scenario: { unit } }: Pick<Result, 'scenario'>): boolean {
  return unit === 'delivery' || unit === 'heartbeat';
}

function factsOf({ scenario, runs }: Result): string[][] {
  const names = Object.keys(runs[0]?.facts ?? {});
  return names.map((name) => {
    const middle = median(runs.map(({ facts }) => facts?.[name] ?? Number.NaN));
    return [`${scenario.title}: ${name}`, middle.toFixed(middle < 100 ? 2 : 0)];
  });
}

function tableOf(what: string, unit: string, perMs: number, results: readonly Result[]): string {
  const header = [what, 'per s', 'p50 ms', 'p95 ms', 'p99 ms', `CPU ${unit} each`, ...PARTS, '(load)'];
  const rows = results.map((result) => {
    const figures = figuresOf(result);
    const cpu = (part: keyof Figures) => (figures[part] * perMs).toFixed(2);
    const latencies = [figures.p50, figures.p95, figures.p99].map((ms) => ms.toFixed(1));
    return [
      result.scenario.title,
      figures.perSecond.toFixed(0),
      ...latencies,
      cpu('cpu'),
      ...PARTS.map(cpu),
      `(${cpu('load')})`,
    ];
  });
  return table(header, rows);
}
