import { readFileSync, readdirSync } from 'node:fs';

/** Linux counts for every program in ticks of 10 ms (USER_HZ), whatever the kernel's own clock is. */
const MS_PER_TICK = 10;

/** One process as the kernel counts it. */
export interface ProcessEntry {
  readonly parent: number;
  /** User and system time of the process and of those of its children that have ended, in milliseconds. */
  readonly cpuMs: number;
}

/** Every process of this machine at this moment, by its number. */
export function readProcessTable(): Map<number, ProcessEntry> {
  const table = new Map<number, ProcessEntry>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const entry = Number.isInteger(pid) ? readEntry(pid) : undefined;
    if (entry) table.set(pid, entry);
  }
  return table;
}

/** Reads the content of `/proc/<pid>/stat`, whose fields proc_pid_stat(5) numbers from 1. */
export function parseStat(stat: string): ProcessEntry {
  // The name, field 2, stands in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  const [utime, stime, cutime, cstime] = [field(14), field(15), field(16), field(17)];
  return { parent: field(4), cpuMs: (utime + stime + cutime + cstime) * MS_PER_TICK };
}

function readEntry(pid: number): ProcessEntry | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // It has ended since the list was read.
    return undefined;
  }
}
