import { Buffer } from 'node:buffer';

const OPEN = Buffer.from('{"status":"success","data":');
const CLOSE = Buffer.from('}');

/** The workspace API's list envelope around JSON that a service wrote: spliced as bytes, neither parsed nor built again. */
export function dataEnvelope(json: Uint8Array): Buffer {
  return Buffer.concat([OPEN, json, CLOSE]);
}

export interface SuccessMessage {
  readonly status: 'success';
  readonly message: string;
}

/** The workspace API's answer to a deed: `{status:"success",message}`. */
export function success(message: string): SuccessMessage {
  return { status: 'success', message };
}
