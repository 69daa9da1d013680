/** From here on what is only nice to have is left out, in bytes that a client has not taken in. */
export const TIGHT_BYTES = 65_536;
/** From here on a feed sends nothing more and remembers where it was. */
export const LAG_BYTES = 262_144;
/** More is not kept for anybody. */
export const UNREAD_LIMIT_BYTES = 1_048_576;
/** Longest that a client may lag, in milliseconds. */
export const LAG_LIMIT_MS = 30_000;
