import type { Session } from '../session/session.js';

/** What a socket needs of its surroundings. */
export interface SocketOptions {
  /** The suite's address, http or https. */
  readonly baseUrl: string;
  readonly session: Session;
  /** Default: the platform's own. */
  readonly WebSocket: typeof globalThis.WebSocket;
  readonly random?: () => number;
}
