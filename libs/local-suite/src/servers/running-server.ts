/** A server that was started here, and how to reach and stop it. */
export interface RunningServer {
  url: string;
  pid: number | undefined;
  stop(): Promise<unknown>;
  /** Resolves when the server has ended, whoever ended it. */
  exited: Promise<unknown>;
}

/** Options that every server has. */
export interface ServerOptions {
  /** Where it keeps its data; created when missing. */
  directory: string;
  /** Default: a free one. */
  port?: number;
  /** Receives every line the server writes. */
  onLine?: (line: string) => void;
}
