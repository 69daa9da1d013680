import { readFileSync } from 'node:fs';

export interface Tally {
  numPassed: number;
  numFailed: number;
  numSkipped: number;
}

/** Sums up what the projects' Jest runs have written, one line of JSON each; a missing file means no test ran. */
export function readTally(file: string): Tally {
  const total: Tally = { numPassed: 0, numFailed: 0, numSkipped: 0 };
  for (const line of readLines(file)) {
    const one = JSON.parse(line) as Tally;
    total.numPassed += one.numPassed;
    total.numFailed += one.numFailed;
    total.numSkipped += one.numSkipped;
  }
  return total;
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** The last line of a test run. */
export function tallyLine({ numPassed, numFailed, numSkipped }: Tally): string {
  return `${numPassed} passed, ${numFailed} failed, ${numSkipped} skipped`;
}
