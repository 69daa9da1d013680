import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { step } from '../progress.ts';
import { complain, say } from '../terminal.ts';
import { type Bench, LOAD_PROCESSES, metered } from './bench.ts';
import { CpuMeter } from './cpu/cpu-meter.ts';
import { LoadGenerator } from './load/load-generator.ts';
import type { Options } from './options.ts';
import { Profiler } from './profile/profiler.ts';
import { reportProfiles } from './profile/profile-report.ts';
import { describeMachine } from './report/machine.ts';
import { type Result, figuresOf, figuresOfRun } from './report/result.ts';
import { isSmall, summary } from './report/summary.ts';
import type { Measurement, Scenario } from './scenario.ts';
import { sum } from './statistics.ts';
import { createFixture } from './suite/fixture.ts';
import { startMeasuredSuite } from './suite/measured-suite.ts';
import { Records } from './suite/records.ts';

const IDLE_SECONDS = 3;

/** Measures the chosen scenarios one after the other and prints what they showed. */
export async function runBench(options: Options, resources: AsyncDisposableStack): Promise<void> {
  if (process.platform !== 'linux') throw new Error('The bench reads CPU times from /proc, which only Linux has.');
  const { bench, machine } = await prepare(options, resources);
  const idle = await idleCpuMsPerSecond(bench);
  const results: Result[] = [];
  for (const scenario of options.scenarios) results.push(await measure(bench, scenario));
  const notes = [
    ...machine,
    `Each window ${options.seconds} s after ${options.warmupSeconds} s of warm-up; median of ${options.runs}; ` +
      `${options.concurrency} at a time; ${options.sockets} sockets`,
    `Without any load the suite and its servers use ${idle.toFixed(1)} ms of CPU a second; this is in the figures`,
  ];
  say(`\n${notes.join('\n')}\n\n${summary(results)}`);
  if (bench.profilers.size > 0) complain('\nThe apps were profiled meanwhile: these figures are worse than they are.');
  if (options.jsonFile !== undefined) await writeFile(options.jsonFile, jsonOf(notes, idle, results));
}

async function prepare(
  options: Options,
  resources: AsyncDisposableStack,
): Promise<{ bench: Bench; machine: readonly string[] }> {
  const suite = await step('Starting the suite on durable servers', () =>
    startMeasuredSuite(resources, options.profiled),
  );
  const records = await Records.open(suite.databaseUrls, suite.servers.postgres.url);
  resources.defer(() => records.close());
  const load = new LoadGenerator();
  resources.defer(() => load.stop());
  const profilers = new Map<(typeof options.profiled)[number], Profiler>();
  for (const [app, port] of suite.inspectors) profilers.set(app, await Profiler.connect(port));
  resources.defer(() => profilers.forEach((profiler) => profiler.close()));
  const [loadGenerator, own] = LOAD_PROCESSES;
  const meter = new CpuMeter(
    new Map([...suite.processes, [loadGenerator, { pid: load.pid }], [own, { pid: process.pid }]]),
    records.backendPids,
  );
  const machine = await describeMachine(suite.servers);
  const fixture = await step(`Sending ${options.messages} messages to be read`, () =>
    createFixture(suite, load, records, options.messages),
  );
  const { url, processes } = suite;
  return { bench: { url, processes, options, fixture, load, records, meter, profilers }, machine };
}

async function measure(bench: Bench, scenario: Scenario): Promise<Result> {
  const runs: Measurement[] = [];
  for (let run = 1; run <= bench.options.runs; run += 1) {
    const measurement = await scenario.measure(bench);
    runs.push(measurement);
    const { perSecond, p50, p99, cpu } = figuresOfRun(scenario, measurement);
    const each = isSmall({ scenario }) ? `${(cpu * 1_000).toFixed(1)} µs` : `${cpu.toFixed(2)} ms`;
    say(
      `${scenario.name}, run ${run}: ${perSecond.toFixed(0)} per s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, CPU ${each} each`,
    );
  }
  if (bench.profilers.size > 0) {
    await reportProfiles(bench, scenario.name, sum(runs.map(({ count }) => count)));
  }
  return { scenario, runs };
}

async function idleCpuMsPerSecond(bench: Bench): Promise<number> {
  const { cpuMs } = await metered({ ...bench, profilers: new Map() }, () => sleep(IDLE_SECONDS * 1_000));
  return sum(Object.values(cpuMs)) / IDLE_SECONDS;
}

function jsonOf(notes: readonly string[], idleCpuMsPerSecond: number, results: readonly Result[]): string {
  const scenarios = results.map((result) => {
    const { scenario, runs } = result;
    const { name, title, unit, services } = scenario;
    return { name, title, unit, services, median: figuresOf(result), runs };
  });
  return `${JSON.stringify({ measuredAt: new Date().toISOString(), notes, idleCpuMsPerSecond, scenarios }, null, 2)}\n`;
}
