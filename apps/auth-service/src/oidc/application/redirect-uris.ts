const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const GOOGLE = /^https:\/\/oauth-redirect(-sandbox)?\.googleusercontent\.com\/r\/[\w-]+$/;

/** Schemes that a browser would run or show instead of handing them to an app. */
const REFUSED_SCHEMES = new Set(['javascript:', 'data:', 'file:', 'blob:', 'about:', 'vbscript:', 'view-source:']);

/**
 * Why a URI cannot be redirected to; undefined when it can. Allowed are https, http to this machine (RFC 8252, section
 * 7.3), and for public clients schemes of their own, which look like a reversed domain name (section 7.1).
 */
export function faultOfRedirectUri(uri: string, isPublic: boolean): string | undefined {
  const url = URL.parse(uri);
  if (!url || REFUSED_SCHEMES.has(url.protocol) || /[\s*]/.test(uri)) return `${uri} is not an absolute URI`;
  if (uri.includes('#')) return `${uri} must not have a fragment`;
  if (url.username !== '' || url.password !== '') return `${uri} must not name a user`;
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:') {
    return LOOPBACK.has(url.hostname) ? undefined : `${uri} must use https, or http to this machine`;
  }
  if (!isPublic) return `${uri} must use https: only a public client may have a scheme of its own`;
  return url.protocol.includes('.') ? undefined : `${uri} must use a scheme like com.example.app`;
}

/** True when an app on its user's own device is meant: a scheme of its own, or nothing but this machine. */
export function areNative(uris: readonly string[]): boolean {
  const areAllLocal = uris.length > 0 && uris.every((uri) => uri.startsWith('http:'));
  return areAllLocal || uris.some((uri) => !/^https?:/.test(uri));
}

/**
 * True for Google's account linking, which redirects to these addresses only. It keeps one refresh token for ever,
 * uses it in parallel, and knows no PKCE; its secret and its redirect URI stand in for that.
 */
export function areGoogles(uris: readonly string[] | undefined): boolean {
  return uris !== undefined && uris.length > 0 && uris.every((uri) => GOOGLE.test(uri));
}

/** Why a text is no origin; undefined when it is one. */
export function faultOfOrigin(origin: string): string | undefined {
  return URL.parse(origin)?.origin === origin
    ? undefined
    : `${origin} is not an origin such as https://app.example.com`;
}
