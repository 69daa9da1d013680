import type { SignInOrigin } from '@atrium/contracts';

/** What happened, in the past tense where it is a verb. */
export type AuditKind =
  | 'logged-in'
  | 'login-failed'
  | 'login-throttled'
  | 'logged-out'
  | 'session-ended'
  | 'refresh-token-reused'
  | 'password-changed'
  | 'password-change-failed'
  | 'password-reset-requested'
  | 'password-reset'
  | 'user-created'
  | 'user-changed'
  | 'user-deactivated'
  | 'user-reactivated'
  | 'user-made-staff'
  | 'user-unmade-staff'
  | 'user-deleted'
  | 'oauth-application-created'
  | 'oauth-application-changed'
  | 'oauth-application-deleted'
  | 'oauth-granted'
  | 'oauth-grant-revoked'
  | 'oauth-token-revoked';

/** A security event as a use case tells it. Nothing in it may be a secret: staff read it. */
export interface AuditRecord {
  readonly kind: AuditKind;
  /** Who did it; absent for somebody unknown and for the suite itself. */
  readonly actorId?: string | undefined;
  /** Whose account it concerns. */
  readonly userId?: string | undefined;
  /** What it was done to: an id or a name. */
  readonly target?: string | undefined;
  readonly origin?: Pick<SignInOrigin, 'address' | 'userAgent'> | undefined;
  readonly details?: Readonly<Record<string, string | number | boolean>> | undefined;
}
