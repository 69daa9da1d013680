import { IsBoolean, IsInt, IsISO8601, IsOptional, IsString, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';

/** A profile after a change. `version` grows by one with each change, so an older event can be told and dropped. */
export class UserChanged {
  @IsUUID()
  readonly id!: string;

  @IsInt()
  readonly version!: number;

  @IsString()
  readonly username!: string;

  @IsString()
  readonly email!: string;

  @IsString()
  readonly firstName!: string;

  @IsString()
  readonly lastName!: string;

  @IsBoolean()
  readonly isStaff!: boolean;

  @IsBoolean()
  readonly isActive!: boolean;

  @IsISO8601()
  readonly occurredAt!: string;

  /** Who changed it; absent where the suite itself did. */
  @IsOptional()
  @IsUUID()
  readonly actorId?: string;
}

export const userCreated = defineEvent({
  subject: 'user.event.created.v1',
  payload: UserChanged,
  key: ({ id }) => id,
});

export const userUpdated = defineEvent({
  subject: 'user.event.updated.v1',
  payload: UserChanged,
  key: ({ id }) => id,
});

/** An account has ended: its id stays, everything else is what {@link DELETED_USER} says. */
export const userDeleted = defineEvent({
  subject: 'user.event.deleted.v1',
  payload: UserChanged,
  key: ({ id }) => id,
});
