import type { RegisterRequest, UpdateUserRequest } from '@atrium/contracts';

import type { CreateUserDto, PatchUserDto } from './users.dto.js';

/** The names of a new user as the services call them. */
export function namesOf({
  username,
  email,
  first_name: firstName = '',
  last_name: lastName = '',
}: CreateUserDto): Omit<RegisterRequest, 'password'> {
  return { username, email, firstName, lastName };
}

/** What is to be changed of a user as the services call it, without the password. */
export function changesOf(body: PatchUserDto): Omit<UpdateUserRequest, 'id'> {
  const { username, email, first_name: firstName, last_name: lastName, is_staff: isStaff, is_active: isActive } = body;
  const changes = { username, email, firstName, lastName, isStaff, isActive };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
