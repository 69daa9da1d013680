import { STATUS_CODES } from 'node:http';

import { HttpException } from '@nestjs/common';
import type { ErrorCode, FieldErrors } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { HTTP_STATUS } from './http-status.js';

/** An error on its way out, before it takes its family's shape. */
export interface HttpFault {
  readonly status: number;
  readonly code:
    ErrorCode | 'NOT_FOUND' | 'METHOD_NOT_ALLOWED' | 'BAD_REQUEST' | 'PAYLOAD_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE';
  readonly detail: string;
  readonly fields?: FieldErrors | undefined;
  /** After how many seconds trying again may help. */
  readonly retryAfterSeconds?: number | undefined;
}

const TRANSPORT_CODES: Readonly<Record<number, HttpFault['code']>> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** Turns anything thrown into a fault; undefined for a bug, whose details nobody outside may see. */
export function toHttpFault(error: unknown): HttpFault | undefined {
  if (error instanceof DomainError) {
    if (error.code === 'INTERNAL') return undefined;
    const { code, detail, fields, retryAfterSeconds } = error;
    return { status: HTTP_STATUS[code], code, detail, fields, retryAfterSeconds };
  }
  const status = transportStatus(error);
  if (status === undefined || status >= 500) return undefined;
  const said = error instanceof Error ? error.message : STATUS_CODES[status];
  const detail = status === 415 ? 'Send the request body as application/json' : (said ?? 'Bad request');
  return { status, code: TRANSPORT_CODES[status] ?? 'BAD_REQUEST', detail };
}

/** The status of an error that Fastify or Nest raised before any controller ran. */
function transportStatus(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  return error instanceof Error ? (error as Error & { statusCode?: number }).statusCode : undefined;
}
