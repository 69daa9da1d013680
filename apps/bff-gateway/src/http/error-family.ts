import { isTunnelled } from '../oidc/tunnel-paths.js';

/**
 * How a family of endpoints writes an error: `status` is the workspace API's `{status,message}`, `detail` Django REST
 * framework's `{detail}` or field errors, `oauth` RFC 6749's `{error,error_description}`, `problem` RFC 9457 problem
 * details, which everything new uses.
 */
export type ErrorFamily = 'status' | 'detail' | 'oauth' | 'problem';

const STATUS_PATHS =
  /^\/api\/((register|request-otp|verify-otp|logout|refresh|messages|activities|metrics)(\/|$)|(workspaces|channels)\/?$)/;
const DETAIL_PATHS = /^\/(auth\/me|api\/(users|token|status))(\/|$)/;

/** The family a path belongs to, known even where no route matched. */
export function errorFamilyOf(path: string): ErrorFamily {
  if (STATUS_PATHS.test(path)) return 'status';
  if (DETAIL_PATHS.test(path)) return 'detail';
  if (isTunnelled(path)) return 'oauth';
  return 'problem';
}
