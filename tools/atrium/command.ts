import type { RpcClient } from '@atrium/rpc';

/** How a command is called and what it is for. */
export interface CommandHelp {
  /** For example `import-users FILE [--dry-run]`. */
  usage: string;
  summary: string;
  /** Further lines of the help, one for each option or fact. */
  details: readonly string[];
}

/** Something an operator can have done to a running suite. */
export interface Command extends CommandHelp {
  isStandalone?: false;
  /**
   * Does it and resolves to the exit code.
   * @throws Error in a sentence when it cannot be done.
   */
  run(args: readonly string[], rpc: RpcClient): Promise<number>;
}

/** Something that needs no connection to a suite's services. */
export interface StandaloneCommand extends CommandHelp {
  isStandalone: true;
  /**
   * Does it and resolves to the exit code.
   * @throws Error in a sentence when it cannot be done.
   */
  run(args: readonly string[]): Promise<number>;
}

/** Says that the command line is wrong, and how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
