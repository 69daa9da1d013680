/** What is left of a person whose account has ended: what they wrote stays readable under this name. */
export const DELETED_USER = {
  username: 'deleted-user',
  /** A domain that can never exist (RFC 2606). */
  email: 'deleted-user@users.invalid',
  firstName: 'Deleted user',
  lastName: '',
} as const;
