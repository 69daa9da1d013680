import { type Figures, type Result, figuresOf } from './result.ts';
import { table } from './table.ts';

const PARTS = ['bff', 'service', 'nats', 'postgres', 'other'] as const satisfies (keyof Figures)[];

/** The tables of all results: deliveries cost so little that their CPU time is told in microseconds. */
export function summary(results: readonly Result[]): string {
  const deliveries = results.filter(({ scenario }) => scenario.unit === 'delivery');
  const others = results.filter(({ scenario }) => scenario.unit !== 'delivery');
  return [
    ...(others.length > 0 ? [tableOf('Requests and connections', 'ms', 1, others)] : []),
    ...(deliveries.length > 0 ? [tableOf('Deliveries', 'µs', 1_000, deliveries)] : []),
  ].join('\n\n');
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
