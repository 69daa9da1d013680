import type { UserView } from '@atrium/contracts';

/** A user as the users API shows one: the field names of Django's user model. */
export interface ProfileDto {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly is_staff: boolean;
  readonly is_active: boolean;
  readonly date_joined: string;
}

export function toProfile(user: UserView): ProfileDto {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    is_staff: user.isStaff,
    is_active: user.isActive,
    date_joined: user.dateJoined,
  };
}
