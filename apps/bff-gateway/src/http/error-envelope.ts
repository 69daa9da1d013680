import { STATUS_CODES } from 'node:http';

import type { ErrorFamily } from './error-family.js';
import type { HttpFault } from './http-fault.js';

export interface ErrorEnvelope {
  readonly contentType: string;
  readonly body: object;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** Writes a fault the way its family of endpoints does. */
export function toEnvelope(family: ErrorFamily, fault: HttpFault, instance: string): ErrorEnvelope {
  switch (family) {
    case 'status':
      return { contentType: JSON_TYPE, body: { status: 'error', message: fault.detail } };
    case 'detail':
      return { contentType: JSON_TYPE, body: detailBody(fault) };
    case 'oauth':
      return { contentType: JSON_TYPE, body: { error: oauthErrorOf(fault), error_description: fault.detail } };
    case 'problem':
      return { contentType: 'application/problem+json', body: problemBody(fault, instance) };
  }
}

/** The refusals that djangorestframework-simplejwt's clients know as `token_not_valid`. */
const TOKEN_CODES: ReadonlySet<HttpFault['code']> = new Set([
  'TOKEN_INVALID',
  'REFRESH_TOKEN_INVALID',
  'REFRESH_TOKEN_REVOKED',
]);

/** Django REST framework: field errors stand alone, anything else is `{detail}`, with a code where clients look for it. */
function detailBody({ detail, fields, code, status }: HttpFault): object {
  if (fields && status !== 401) return fields;
  return TOKEN_CODES.has(code) ? { detail, code: 'token_not_valid' } : { detail };
}

/** The codes of RFC 6749, sections 4.1.2.1 and 5.2, for what the provider itself was not asked, or did not answer. */
function oauthErrorOf({ status }: HttpFault): string {
  if (status < 500 && status !== 429) return 'invalid_request';
  return status === 500 ? 'server_error' : 'temporarily_unavailable';
}

/** RFC 9457. `code` is stable, `detail` for people; `errors` names the fields at fault. */
function problemBody({ status, code, detail, fields }: HttpFault, instance: string): object {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    instance,
    code,
    ...(fields ? { errors: fields } : {}),
  };
}
