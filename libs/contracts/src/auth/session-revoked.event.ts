import { IsISO8601, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';

/** A session ended before its time: its access tokens are refused from now on. */
export class SessionRevoked {
  @IsUUID()
  readonly sessionId!: string;

  @IsUUID()
  readonly userId!: string;

  @IsISO8601()
  readonly occurredAt!: string;
}

export const sessionRevoked = defineEvent({
  subject: 'auth.event.session-revoked.v1',
  payload: SessionRevoked,
  key: ({ sessionId }) => sessionId,
});
