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
  'INVALID_CREDENTIALS',
  'REFRESH_TOKEN_INVALID',
  'REFRESH_TOKEN_REVOKED',
  'SESSION_NOT_FOUND',
  'PASSWORD_WRONG',
  'PASSWORD_RESET_INVALID',
  'TOO_MANY_REQUESTS',
  // Applications of the OAuth2 provider
  'APPLICATION_NOT_FOUND',
  'TOO_MANY_APPLICATIONS',
  'AUTHORIZATION_NOT_FOUND',
  // Single sign-on
  'SSO_FAILED',
  'SSO_PROVIDER_UNAVAILABLE',
  // Workspaces
  'WORKSPACE_NOT_FOUND',
  'CHANNEL_NOT_FOUND',
  'CHANNEL_NAME_TAKEN',
  'CHANNEL_ARCHIVED',
  'WORKSPACE_ARCHIVED',
  'MEMBER_NOT_FOUND',
  'ALREADY_MEMBER',
  'LAST_OWNER',
  'INVITATION_NOT_FOUND',
  // Smart home
  'HOME_NOT_FOUND',
  'TOO_MANY_HOMES',
  'TOO_MANY_HOME_MEMBERS',
  'MQTT_PREFIX_TAKEN',
  'DEVICE_NOT_FOUND',
  'TOO_MANY_DEVICES',
  // Messages
  'CLIENT_ID_REUSED',
  'MESSAGE_NOT_FOUND',
  'CONVERSATION_NOT_FOUND',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What went wrong with which field of a request: `{ body: ['body must be shorter than …'] }`. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;
