import type { RawData } from 'ws';

/** A client's frame before its fields are checked. */
export interface Frame {
  readonly type: string;
}

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

function isFrame(value: unknown): value is Frame {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
