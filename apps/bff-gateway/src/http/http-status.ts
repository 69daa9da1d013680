import type { ErrorCode } from '@atrium/contracts';

/** The HTTP status of each refusal. A new code without one does not compile. */
export const HTTP_STATUS = {
  VALIDATION_FAILED: 400,
  UNAUTHENTICATED: 401,
  TOKEN_INVALID: 401,
  FORBIDDEN: 403,
  SERVICE_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
  INTERNAL: 500,
  USERNAME_TAKEN: 409,
  EMAIL_TAKEN: 409,
  USER_NOT_FOUND: 404,
  OTP_INVALID: 400,
  REFRESH_TOKEN_INVALID: 401,
  TOO_MANY_REQUESTS: 429,
  WORKSPACE_NOT_FOUND: 404,
  CHANNEL_NOT_FOUND: 404,
  CHANNEL_NAME_TAKEN: 409,
  CLIENT_ID_REUSED: 409,
} as const satisfies Record<ErrorCode, number>;
