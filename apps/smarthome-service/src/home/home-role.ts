import { HOME_ROLES, type HomeRole } from '@atrium/contracts';

/** Whether a role lets somebody do what `needed` may. */
export function isAtLeast(role: HomeRole, needed: HomeRole): boolean {
  return HOME_ROLES.indexOf(role) >= HOME_ROLES.indexOf(needed);
}
