import type { LiveSession } from './session.repository.js';

/** A session together with the refresh token that continues it. */
export interface OpenedSession extends Pick<LiveSession, 'id' | 'expiresIn'> {
  readonly refreshToken: string;
}
