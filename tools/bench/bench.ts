import type { AppName } from '@atrium/local-suite';
import { type CpuMeter, type MeteredProcess, cpuBetween } from './cpu/cpu-meter.ts';
import type { LoadGenerator } from './load/load-generator.ts';
import type { Options } from './options.ts';
import type { Profiler } from './profile/profiler.ts';
import type { Fixture } from './suite/fixture.ts';
import type { Records } from './suite/records.ts';

/** Names under which the meter knows what is not part of the suite. */
export const LOAD_PROCESSES = ['load generator', 'bench'] as const;

/** What a scenario works with. */
export interface Bench {
  /** The BFF's address. */
  readonly url: string;
  /** The suite's processes by name. */
  readonly processes: ReadonlyMap<string, MeteredProcess>;
  readonly options: Options;
  readonly fixture: Fixture;
  readonly load: LoadGenerator;
  readonly records: Records;
  readonly meter: CpuMeter;
  readonly profilers: ReadonlyMap<AppName, Profiler>;
}

/** What work came to, and what CPU time it took meanwhile, in milliseconds. */
export interface Metered<Result> {
  readonly result: Result;
  readonly cpuMs: Record<string, number>;
  readonly loadMs: number;
}

/** Does the work between two readings of every process, with the profilers at work. */
export async function metered<Result>(
  { meter, profilers }: Bench,
  work: () => Promise<Result>,
): Promise<Metered<Result>> {
  await Promise.all(Array.from(profilers.values(), (profiler) => profiler.start()));
  const before = meter.read();
  const result = await work();
  const used = cpuBetween(before, meter.read());
  await Promise.all(Array.from(profilers.values(), (profiler) => profiler.stop()));
  const isLoad = ([name]: [string, number]) => LOAD_PROCESSES.some((load) => load === name);
  const cpuMs = Object.entries(used).filter((entry) => !isLoad(entry));
  const loadMs = Object.entries(used).filter(isLoad);
  return { result, cpuMs: Object.fromEntries(cpuMs), loadMs: loadMs.reduce((total, [, ms]) => total + ms, 0) };
}
