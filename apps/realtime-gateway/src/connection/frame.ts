import type { RawData } from 'ws';

/** A client's frame before its fields are checked. */
export interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Fields and types that only clients of version 2 send. */
const V2_FIELDS = ['client_id', 'since', 'ack', 'v'];
const V2_TYPES: ReadonlySet<string> = new Set(['resume', 'ping', 'auth', 'mark_read', 'typing', 'ack_notification']);

/** Reads a frame; undefined unless it is a JSON object with a type. */
export function readFrame(data: RawData): Frame | undefined {
  try {
    // `ws` hands over one Buffer unless its binaryType is changed.
    const frame: unknown = JSON.parse((data as Buffer).toString('utf8'));
    return isFrame(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}

/** True for a frame that only a client of version 2 would send. */
export function asksForV2(frame: Frame): boolean {
  return V2_TYPES.has(frame.type) || V2_FIELDS.some((field) => field in frame);
}

/** What an error names the frame by: its own `client_id` or `req`. */
export function refOf(frame: unknown): string | undefined {
  if (typeof frame !== 'object' || frame === null) return undefined;
  const { client_id: clientId, req } = frame as { client_id?: unknown; req?: unknown };
  const ref = clientId ?? req;
  return typeof ref === 'string' && ref.length <= 64 ? ref : undefined;
}

function isFrame(value: unknown): value is Frame {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
