import { headers, type MsgHdrs } from '@nats-io/transport-node';

/** Headers of a request. */
export const ACCESS_TOKEN = 'Atrium-Access-Token';
export const INTERNAL_TOKEN = 'Atrium-Internal-Token';
export const REQUEST_ID = 'Atrium-Request-Id';
/** How long the caller still waits, in milliseconds: a duration, because clocks of two machines differ. */
export const TIMEOUT_MS = 'Atrium-Timeout-Ms';
/** W3C Trace Context. */
export const TRACEPARENT = 'traceparent';

/** Header of a reply that is a refusal: its error code. The body is `{ detail, fields }`. */
export const ERROR_CODE = 'Atrium-Error';

/** Builds message headers from what is known; unknown ones stay out. */
export function headersOf(values: Readonly<Record<string, string | undefined>>): MsgHdrs {
  const result = headers();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) result.set(name, value);
  }
  return result;
}
