import { readFileSync } from 'node:fs';

/** Bytes of a process that are in memory now (VmRSS, which proc_pid_status(5) tells in kB). */
export function residentBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`Process ${pid} tells no memory.`);
  return Number(kilobytes) * 1_024;
}
