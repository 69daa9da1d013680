import type { Measurement, Scenario } from '../scenario.ts';
import { median, sum } from '../statistics.ts';

/** Every measurement of one scenario. */
export interface Result {
  readonly scenario: Scenario;
  readonly runs: readonly Measurement[];
}

/** What is printed of a result: the median of its runs, taken figure by figure. */
export interface Figures {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** CPU time for one unit of work in milliseconds: of everything, and of its parts. */
  readonly cpu: number;
  readonly bff: number;
  readonly service: number;
  readonly nats: number;
  readonly postgres: number;
  readonly other: number;
  readonly load: number;
}

export function figuresOf({ scenario, runs }: Result): Figures {
  const perRun = runs.map((run) => figuresOfRun(scenario, run));
  const middle = (figure: keyof Figures) => median(perRun.map((figures) => figures[figure]));
  return {
    perSecond: middle('perSecond'),
    p50: middle('p50'),
    p95: middle('p95'),
    p99: middle('p99'),
    cpu: middle('cpu'),
    bff: middle('bff'),
    service: middle('service'),
    nats: middle('nats'),
    postgres: middle('postgres'),
    other: middle('other'),
    load: middle('load'),
  };
}

export function figuresOfRun({ services }: Scenario, run: Measurement): Figures {
  const { count, cpuMs, latencyMs, loadMs, perSecond } = run;
  const each = (...names: string[]) => sum(names.map((name) => cpuMs[name] ?? 0)) / count;
  const cpu = sum(Object.values(cpuMs)) / count;
  const parts = {
    bff: each('bff-gateway'),
    service: each(...services),
    nats: each('nats-server'),
    postgres: each('postgres'),
  };
  return { perSecond, ...latencyMs, cpu, ...parts, other: cpu - sum(Object.values(parts)), load: loadMs / count };
}
