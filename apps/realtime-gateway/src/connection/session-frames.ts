import { Injectable } from '@nestjs/common';
import { isRefusal, TokenVerifier } from '@atrium/rpc';

import { CLOSE } from './close-codes.js';
import type { Connection } from './connection.js';
import { Connections } from './connections.js';
import type { Frame } from './frame.js';

/** Frames that every socket of version 2 knows, whatever it is for: `ping` and `auth`. */
@Injectable()
export class SessionFrames {
  constructor(
    private readonly verifier: TokenVerifier,
    private readonly connections: Connections,
  ) {}

  /** Serves the frame if it is one of these; false if it is for somebody else. */
  async serve(connection: Connection, frame: Frame): Promise<boolean> {
    if (frame.type === 'ping') this.ping(connection, frame);
    else if (frame.type === 'auth') await this.renew(connection, frame);
    else return false;
    return true;
  }

  private ping(connection: Connection, { t }: Frame): void {
    const echoed = typeof t === 'number' ? { t } : {};
    const heads = connection.heads?.();
    connection.sendJson({ type: 'pong', ...echoed, ...(heads ? { heads } : {}) });
  }

  /** A newer token of the same person and session; what the socket follows stays. */
  private async renew(connection: Connection, { token }: Frame): Promise<void> {
    if (typeof token !== 'string') {
      connection.sendError('bad_frame', 'auth needs a token');
      return connection.allowance.noteBadFrame();
    }
    try {
      const caller = await this.verifier.verify(token);
      const { userId, sessionId } = connection.caller;
      if (caller.userId !== userId || caller.sessionId !== sessionId) {
        connection.sendError('forbidden', 'The token belongs to another session', { isFatal: true });
        return connection.close(CLOSE.SESSION_ENDED, 'another session');
      }
      this.connections.renew(connection, caller);
      connection.sendJson({ type: 'auth_ok', expires_at: new Date(caller.expiresAt).toISOString() });
    } catch (error) {
      if (!isRefusal(error, 'TOKEN_INVALID', 'SERVICE_UNAVAILABLE', 'DEADLINE_EXCEEDED')) throw error;
      connection.sendError(error.code === 'TOKEN_INVALID' ? 'unauthenticated' : 'unavailable', error.detail);
    }
  }
}
