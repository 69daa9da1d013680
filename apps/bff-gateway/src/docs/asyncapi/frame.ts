import { object, type JsonSchema } from './json-schema.js';

/** One kind of frame on a socket. */
export interface FrameDescription {
  readonly type: string;
  readonly summary: string;
  /** The whole frame. */
  readonly payload: JsonSchema;
}

/** Describes a frame: a JSON object with a `type` and these fields; a name that ends in `?` may be missing. */
export function frame(
  type: string,
  summary: string,
  fields: Readonly<Record<string, JsonSchema>> = {},
): FrameDescription {
  return { type, summary, payload: object({ type: { const: type }, ...fields }) };
}

/** What clients and the suite say on one socket. */
export interface SocketDescription {
  readonly path: string;
  readonly summary: string;
  readonly fromClient: readonly FrameDescription[];
  readonly fromSuite: readonly FrameDescription[];
}
