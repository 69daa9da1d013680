import type { RpcClient } from '@atrium/rpc';

/** Something an operator can have done. */
export interface Command {
  /** For example `import-users FILE [--dry-run]`. */
  usage: string;
  summary: string;
  /** Further lines of the help, one for each option or fact. */
  details: readonly string[];
  /**
   * Does it and resolves to the exit code.
   * @throws Error in a sentence when it cannot be done.
   */
  run(args: readonly string[], rpc: RpcClient): Promise<number>;
}

/** Says that the command line is wrong, and how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
