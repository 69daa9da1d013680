import { IsArray, IsISO8601, IsString, IsUUID, Matches } from 'class-validator';

import { defineEvent } from '../event-contract.js';

/** Somebody, or their application, took back what it was allowed: none of its tokens opens anything from now on. */
export class GrantRevoked {
  @IsString()
  @Matches(/^[\w-]{1,128}$/)
  readonly grantId!: string;

  @IsUUID()
  readonly userId!: string;

  /** The application's client id. */
  @IsString()
  readonly clientId!: string;

  @IsArray()
  @IsString({ each: true })
  readonly scopes!: readonly string[];

  @IsISO8601()
  readonly occurredAt!: string;
}

export const grantRevoked = defineEvent({
  subject: 'auth.event.grant-revoked.v1',
  payload: GrantRevoked,
  key: ({ userId }) => userId,
});
