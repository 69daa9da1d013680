import type { AppName } from '@atrium/local-suite';
import type { Bench } from './bench.ts';
import type { Percentiles } from './statistics.ts';

/** One thing a user waits for, measured under load. A new one is a file in `scenarios` and a line in scenarios.ts. */
export interface Scenario {
  /** What `--only` calls it. */
  readonly name: string;
  readonly title: string;
  /** What one unit of the work is. */
  readonly unit: 'request' | 'connection' | 'delivery' | 'heartbeat';
  /** The apps behind the BFF that do the work; what others use meanwhile counts as "other". */
  readonly services: readonly AppName[];
  /** Warms up, then measures one window. Throws when any answer was not the right one. */
  measure(bench: Bench): Promise<Measurement>;
}

/** What one window showed. */
export interface Measurement {
  /** Units of work done, by which CPU time is divided. */
  readonly count: number;
  readonly perSecond: number;
  readonly latencyMs: Percentiles;
  /** CPU time of every process of the suite in the window, in milliseconds. */
  readonly cpuMs: Readonly<Record<string, number>>;
  /** CPU time of the load generator in the window, in milliseconds. */
  readonly loadMs: number;
  /** What else it showed, by what it is. */
  readonly facts?: Readonly<Record<string, number>>;
}
