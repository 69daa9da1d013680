/** Why a socket is closed (RFC 6455 section 7.4, and the suite's own from 4000). */
export const CLOSE = {
  /** This process is about to stop: connect again, after a moment of your own choosing. */
  SERVICE_RESTART: 1012,
  /** The client takes in less than it is sent. */
  TRY_AGAIN_LATER: 1013,
  /** The access token ran out: refresh it and connect again. */
  TOKEN_EXPIRED: 4401,
  /** The session was ended: sign in again. */
  SESSION_ENDED: 4403,
} as const;
