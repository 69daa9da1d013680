import { type WriteStream, createWriteStream, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { complain } from '../terminal.ts';

const ROTATED_AT_BYTES = 20_000_000;
const WARNING = 40;

/** Keeps every line of the apps and servers in a file each, and shows warnings and errors on the terminal. */
export class AppLogs {
  readonly #directory: string;
  readonly #files = new Map<string, WriteStream>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Keeps a line without showing it. */
  keep(label: string, line: string): void {
    let file = this.#files.get(label);
    if (!file) {
      file = open(join(this.#directory, `${label}.log`));
      this.#files.set(label, file);
    }
    file.write(`${line}\n`);
  }

  /** Keeps a line, and shows it when it is a warning, an error, or no JSON at all (then something went badly wrong). */
  keepAndShow(label: string, line: string): void {
    this.keep(label, line);
    const shown = forTerminal(line);
    if (shown) complain(`[${label}] ${shown}`);
  }
}

/** What of a line a person at the terminal should see; undefined when nothing. */
export function forTerminal(line: string): string | undefined {
  if (line.trim() === '') return undefined;
  try {
    const { level, msg, err } = JSON.parse(line) as {
      level?: number | string;
      msg?: string;
      err?: { message?: string };
    };
    const isSerious = typeof level === 'number' ? level >= WARNING : /^(warn|error|fatal)/i.test(level ?? '');
    if (!isSerious) return undefined;
    return [msg, err?.message].filter(Boolean).join(': ') || line;
  } catch {
    return line;
  }
}

/** Appends; a file that has grown large is put aside first. */
function open(path: string): WriteStream {
  try {
    if (statSync(path).size > ROTATED_AT_BYTES) renameSync(path, `${path}.old`);
  } catch {
    // There is no such file yet.
  }
  return createWriteStream(path, { flags: 'a' });
}
