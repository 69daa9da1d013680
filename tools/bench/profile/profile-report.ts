import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WORKSPACE } from '../../nx.ts';
import { say } from '../../terminal.ts';
import type { Bench } from '../bench.ts';
import { sum } from '../statistics.ts';
import { type SelfTime, selfTimes, selfTimesByPackage } from './self-times.ts';

const FUNCTIONS = 25;
const PACKAGES = 12;

const directory = join(WORKSPACE, '.data/profiles');

/** Writes the profiles taken of a scenario, and prints where each app spent its time. `count`: units of work in them. */
export async function reportProfiles({ profilers }: Bench, scenario: string, count: number): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const [app, profiler] of profilers) {
    const profiles = profiler.take();
    for (const [run, profile] of profiles.entries()) {
      await writeFile(join(directory, `${scenario}-${app}-${run + 1}.cpuprofile`), JSON.stringify(profile));
    }
    say(`\n${app} during ${scenario} (.data/profiles/${scenario}-${app}-*.cpuprofile), self time:`);
    say(listOf(selfTimesByPackage(profiles), PACKAGES, count));
    say('');
    say(listOf(selfTimes(profiles), FUNCTIONS, count));
  }
}

function listOf(times: readonly SelfTime[], length: number, count: number): string {
  const total = sum(times.map(({ ms }) => ms));
  return times
    .slice(0, length)
    .map(({ what, ms }) => {
      const share = `${((100 * ms) / total).toFixed(1)} %`;
      return `${share.padStart(8)} ${((1_000 * ms) / count).toFixed(1).padStart(8)} µs each  ${what}`;
    })
    .join('\n');
}
