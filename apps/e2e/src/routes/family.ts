import type { Route } from './route.js';

/** Endpoints that write errors alike and treat unknown fields alike. */
export interface Family {
  readonly name: string;
  /**
   * The shape of an error: `status` is `{status,message}`, `detail` is `{detail}` or faults by field, `problem` is RFC
   * 9457, `oauth` is RFC 6749's `{error}` or a page.
   */
  readonly errors: 'status' | 'detail' | 'problem' | 'oauth';
  readonly unknownFields: 'dropped' | 'refused';
  readonly routes: readonly Route[];
}
