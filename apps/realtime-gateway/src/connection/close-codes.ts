/** Why a socket is closed (RFC 6455 section 7.4, and the suite's own from 4000). */
export const CLOSE = {
  /** This process is about to stop: connect again, after a moment of your own choosing. */
  SERVICE_RESTART: 1012,
  /** A legacy client takes in less than it is sent. */
  TRY_AGAIN_LATER: 1013,
  /** The client does not speak the protocol; connecting again does not help. */
  BAD_PROTOCOL: 4400,
  /** The access token ran out: refresh it and connect again. */
  TOKEN_EXPIRED: 4401,
  /** The session was ended, or a token of somebody else was presented: sign in again. */
  SESSION_ENDED: 4403,
  /** Nothing was heard from the client for two pings. */
  HEARTBEAT_MISSED: 4408,
  /** One person has too many sockets open. */
  TOO_MANY_SOCKETS: 4409,
  /** The client takes in less than it is sent: connect again and resume. */
  TOO_SLOW: 4413,
  /** The client went on although it was told to slow down. */
  RATE_EXCEEDED: 4429,
} as const;
