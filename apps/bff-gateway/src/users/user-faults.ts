import { DomainError, isRefusal } from '@atrium/rpc';
import { isUUID } from 'class-validator';

/** The id, if it can be one; USER_NOT_FOUND otherwise, as for any other user that is not there. */
export function requireUserId(id: string): string {
  if (isUUID(id)) return id;
  throw new DomainError('USER_NOT_FOUND', 'No User matches the given query.');
}

export function noSuchPage(): DomainError {
  return new DomainError('USER_NOT_FOUND', 'Invalid page.');
}

/** A name that is taken is a fault of its field here, a 400, as it is in Django REST framework. */
export async function takenNamesAsFields<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!isRefusal(error, 'USERNAME_TAKEN', 'EMAIL_TAKEN')) throw error;
    throw new DomainError('VALIDATION_FAILED', error.detail, error.fields, { cause: error });
  }
}
