/**
 * Every refusal a caller can meet, by its stable code. Services know no HTTP: the gateway chooses the status.
 * A code is never renamed; clients and other services compare it.
 */
export const ERROR_CODES = [
  // Any call may end with one of these, so contracts do not list them.
  'VALIDATION_FAILED',
  'UNAUTHENTICATED',
  'TOKEN_INVALID',
  'FORBIDDEN',
  'SERVICE_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'INTERNAL',
  // Accounts
  'USERNAME_TAKEN',
  'EMAIL_TAKEN',
  'USER_NOT_FOUND',
  'OTP_INVALID',
  'REFRESH_TOKEN_INVALID',
  'TOO_MANY_REQUESTS',
  'SSO_NOT_CONFIGURED',
  'SSO_FAILED',
  'SSO_PROVIDER_UNAVAILABLE',
  // Workspaces
  'WORKSPACE_NOT_FOUND',
  'CHANNEL_NOT_FOUND',
  'CHANNEL_NAME_TAKEN',
  // Messages
  'CLIENT_ID_REUSED',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What went wrong with which field of a request: `{ body: ['body must be shorter than …'] }`. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;
