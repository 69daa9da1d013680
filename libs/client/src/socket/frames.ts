/** A frame as it travels: a type, and whatever belongs to it. */
export interface Frame {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** How a socket ended. The codes from 4000 are the suite's own. */
export const CLOSE = {
  BAD_PROTOCOL: 4400,
  TOKEN_EXPIRED: 4401,
  REVOKED: 4403,
  TOO_MANY_CONNECTIONS: 4409,
} as const;

/** After these the same client would only be turned away again. */
export const FINAL_CODES: readonly number[] = [CLOSE.BAD_PROTOCOL, CLOSE.REVOKED, CLOSE.TOO_MANY_CONNECTIONS];

export function readFrame(data: unknown): Frame | undefined {
  try {
    const frame: unknown = JSON.parse(String(data));
    return typeof frame === 'object' && frame !== null && 'type' in frame ? (frame as Frame) : undefined;
  } catch {
    return undefined;
  }
}
