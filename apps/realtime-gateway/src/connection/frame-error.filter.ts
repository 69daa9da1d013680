import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ErrorCode } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';
import type { WebSocket } from 'ws';

import type { FrameErrorCode } from './connection.js';
import { Connections } from './connections.js';

const FRAME_CODES: Partial<Record<ErrorCode, FrameErrorCode>> = {
  VALIDATION_FAILED: 'bad_frame',
  UNAUTHENTICATED: 'unauthenticated',
  TOKEN_INVALID: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  CHANNEL_NOT_FOUND: 'not_found',
  CLIENT_ID_REUSED: 'conflict',
  TOO_MANY_REQUESTS: 'rate_limited',
  SERVICE_UNAVAILABLE: 'unavailable',
  DEADLINE_EXCEEDED: 'unavailable',
};

/** Answers a frame that failed with an error frame. The socket stays open: one bad frame costs nobody the others. */
@Catch()
export class FrameErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger(FrameErrorFilter.name);

  constructor(private readonly connections: Connections) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const connection = this.connections.of(host.switchToWs().getClient<WebSocket>());
    const code = error instanceof DomainError ? FRAME_CODES[error.code] : undefined;
    if (code === undefined) {
      this.logger.error({ msg: 'frame failed', err: error });
      connection.sendError('internal', 'Unexpected error');
    } else {
      connection.sendError(code, (error as DomainError).detail);
    }
  }
}
