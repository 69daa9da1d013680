import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { ErrorCode } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';
import type { WebSocket } from 'ws';

import { Connections } from './connections.js';
import { FrameRefusal, type FrameErrorCode } from './frame-error.js';
import { refOf } from './frame.js';

const FRAME_CODES: Partial<Record<ErrorCode, FrameErrorCode>> = {
  VALIDATION_FAILED: 'bad_frame',
  UNAUTHENTICATED: 'unauthenticated',
  TOKEN_INVALID: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  CHANNEL_ARCHIVED: 'forbidden',
  WORKSPACE_ARCHIVED: 'forbidden',
  CHANNEL_NOT_FOUND: 'not_found',
  CONVERSATION_NOT_FOUND: 'not_found',
  MESSAGE_NOT_FOUND: 'not_found',
  WORKSPACE_NOT_FOUND: 'not_found',
  HOME_NOT_FOUND: 'not_found',
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
    const ws = host.switchToWs();
    const connection = this.connections.of(ws.getClient<WebSocket>());
    const { code, detail, retryAfterMs } = this.describe(error);
    connection.sendError(code, detail, { ref: refOf(ws.getData()), retryAfterMs });
    if (code === 'bad_frame') connection.allowance.noteBadFrame();
    if (code === 'rate_limited') connection.allowance.noteRefusal();
  }

  private describe(error: unknown): { code: FrameErrorCode; detail: string; retryAfterMs: number } {
    if (error instanceof FrameRefusal) return error;
    const code = error instanceof DomainError ? FRAME_CODES[error.code] : undefined;
    if (code === undefined) {
      this.logger.error({ msg: 'frame failed', err: error });
      return { code: 'internal', detail: 'Unexpected error', retryAfterMs: 0 };
    }
    const { detail, retryAfterSeconds = 0 } = error as DomainError;
    return { code, detail, retryAfterMs: retryAfterSeconds * 1_000 };
  }
}
