const OWN = 'http://own.invalid';

/**
 * Where to go after a login: the given text if it is a path of this suite, else `/`. Browsers read `//host` and `/\host`
 * as other sites and drop control characters before they look, so what survives is what they would make of it.
 */
export function localPath(text: string | undefined): string {
  if (text === undefined || !/^\/(?![/\\])/.test(text) || /[\u0000-\u0020\u007f\\]/.test(text)) return '/';
  if (!URL.canParse(text, OWN)) return '/';
  const { origin, pathname, search, hash } = new URL(text, OWN);
  if (origin !== OWN || pathname.startsWith('//')) return '/';
  return `${pathname}${search}${hash}`;
}
