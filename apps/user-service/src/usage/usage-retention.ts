/** Dependency-injection token: for how many days single requests are kept. */
export const USAGE_RETENTION_DAYS = Symbol('USAGE_RETENTION_DAYS');
