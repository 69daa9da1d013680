/**
 * True for what auth-service answers by itself: everything below `/o/` but what the suite's API keeps there. Takes a
 * path with or without its query.
 */
export function isTunnelled(url: string): boolean {
  return /^\/o\/(?!(applications|authorized_tokens)(\/|\?|$))/.test(url);
}
