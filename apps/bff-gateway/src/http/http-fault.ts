import { STATUS_CODES } from 'node:http';

import { HttpException } from '@nestjs/common';
import type { ErrorCode, FieldErrors } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { HTTP_STATUS } from './http-status.js';

/** An error on its way out, before it takes its family's shape. */
export interface HttpFault {
  readonly status: number;
  readonly code: ErrorCode | 'NOT_FOUND' | 'METHOD_NOT_ALLOWED' | 'BAD_REQUEST' | 'PAYLOAD_TOO_LARGE' | 'UNSUPPORTED_MEDIA_TYPE';
  readonly detail: string;
  readonly fields?: FieldErrors | undefined;
}

const TRANSPORT_CODES: Readonly<Record<number, HttpFault['code']>> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** What Fastify says of a request it could not read, in words for the one who sent it. */
const TRANSPORT_DETAILS: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'The request body is not valid JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The request body is empty; JSON was expected',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The request body is too large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'Send the request body as application/json',
};

/** Turns anything thrown into a fault; undefined for a bug, whose details nobody outside may see. */
export function toHttpFault(error: unknown): HttpFault | undefined {
  if (error instanceof DomainError) {
    if (error.code === 'INTERNAL') return undefined;
    return { status: HTTP_STATUS[error.code], code: error.code, detail: error.detail, fields: error.fields };
  }
  const { status, code } = transportFault(error);
  if (status === undefined || status >= 500) return undefined;
  const detail = TRANSPORT_DETAILS[code ?? ''] ?? (error instanceof SyntaxError ? TRANSPORT_DETAILS['FST_ERR_CTP_INVALID_JSON_BODY'] : undefined);
  return {
    status,
    code: TRANSPORT_CODES[status] ?? 'BAD_REQUEST',
    detail: detail ?? (error instanceof Error ? error.message : (STATUS_CODES[status] ?? 'Bad request')),
  };
}

function transportFault(error: unknown): { status?: number | undefined; code?: string | undefined } {
  if (error instanceof HttpException) return { status: error.getStatus() };
  if (!(error instanceof Error)) return {};
  const { statusCode: status, code } = error as Error & { statusCode?: number; code?: string };
  return { status, code };
}
