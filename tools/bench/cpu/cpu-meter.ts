import { type ProcessEntry, readProcessTable } from './process-table.ts';

/** A process to read. */
export interface MeteredProcess {
  readonly pid: number;
  /** Counts its descendants too, as for PostgreSQL, which has a process for each connection. */
  readonly withDescendants?: boolean;
}

/** CPU time so far, in milliseconds, by the name of the process. */
export type CpuReading = ReadonlyMap<string, number>;

/** Reads the CPU time of named processes. What a process's ended children used stays with it, so nothing gets lost. */
export class CpuMeter {
  readonly #processes: ReadonlyMap<string, MeteredProcess>;
  readonly #ignored: ReadonlySet<number>;

  /** @param ignored descendants that do not count: the bench's own connections to PostgreSQL, open all the time. */
  constructor(processes: ReadonlyMap<string, MeteredProcess>, ignored: Iterable<number> = []) {
    this.#processes = processes;
    this.#ignored = new Set(ignored);
  }

  /** @throws Error when one of them has ended. */
  read(): CpuReading {
    const table = readProcessTable();
    const readings = Array.from(this.#processes, ([name, { pid, withDescendants = false }]): [string, number] => {
      const entry = table.get(pid);
      if (!entry) throw new Error(`${name} has ended while it was measured.`);
      return [name, entry.cpuMs + (withDescendants ? this.#ofDescendants(table, pid) : 0)];
    });
    return new Map(readings);
  }

  #ofDescendants(table: ReadonlyMap<number, ProcessEntry>, ancestor: number): number {
    let total = 0;
    for (const [pid, { parent, cpuMs }] of table) {
      if (parent !== ancestor) continue;
      total += (this.#ignored.has(pid) ? 0 : cpuMs) + this.#ofDescendants(table, pid);
    }
    return total;
  }
}

/** What each process used between two readings. */
export function cpuBetween(before: CpuReading, after: CpuReading): Record<string, number> {
  return Object.fromEntries(Array.from(after, ([name, cpuMs]) => [name, cpuMs - (before.get(name) ?? 0)]));
}
