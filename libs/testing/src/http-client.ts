/** Tests look into bodies freely; what they expect of them they assert. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

/** An answer whose body has been read: parsed when it is JSON, else the text. */
export interface HttpAnswer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

export interface HttpRequest {
  headers?: Record<string, string>;
  query?: Record<string, string | number | boolean>;
  /** Sent as JSON; a string or URLSearchParams goes as it is. */
  body?: unknown;
  /** Default 10 000. */
  timeoutMs?: number;
}

/**
 * A browser-like client of one origin: it keeps cookies and follows no redirects. Paths and expiry of cookies are not
 * looked at; a cookie set to nothing or with Max-Age=0 is forgotten.
 */
export class HttpClient {
  readonly cookies = new Map<string, string>();
  /** The values of all cookies it was ever given. */
  readonly receivedCookies = new Set<string>();
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers: Record<string, string>;

  constructor(baseUrl: string, headers: Record<string, string> = {}) {
    this.baseUrl = baseUrl;
    this.headers = headers;
  }

  /** A second client with the same cookies at this moment, and a bearer token. */
  withToken(accessToken: string): HttpClient {
    const client = new HttpClient(this.baseUrl, { ...this.headers, authorization: `Bearer ${accessToken}` });
    for (const [name, value] of this.cookies) client.cookies.set(name, value);
    return client;
  }

  get<T = Body>(path: string, request: HttpRequest = {}): Promise<HttpAnswer<T>> {
    return this.request<T>('GET', path, request);
  }

  post<T = Body>(path: string, body?: unknown, request: HttpRequest = {}): Promise<HttpAnswer<T>> {
    return this.request<T>('POST', path, { ...request, body });
  }

  put<T = Body>(path: string, body?: unknown, request: HttpRequest = {}): Promise<HttpAnswer<T>> {
    return this.request<T>('PUT', path, { ...request, body });
  }

  patch<T = Body>(path: string, body?: unknown, request: HttpRequest = {}): Promise<HttpAnswer<T>> {
    return this.request<T>('PATCH', path, { ...request, body });
  }

  delete<T = Body>(path: string, request: HttpRequest = {}): Promise<HttpAnswer<T>> {
    return this.request<T>('DELETE', path, request);
  }

  /** Sends a request; any status is an answer, only a failed connection or a time-out throws. */
  async request<T = Body>(method: string, path: string, request: HttpRequest = {}): Promise<HttpAnswer<T>> {
    const { body, timeoutMs = 10_000 } = request;
    const url = new URL(path, this.baseUrl);
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, String(value));
    const isJson = body !== undefined && typeof body !== 'string' && !(body instanceof URLSearchParams);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...(this.cookies.size > 0 ? { cookie: this.cookieHeader } : {}),
        ...this.headers,
        ...request.headers,
      },
      body: (isJson ? JSON.stringify(body) : (body ?? null)) as RequestInit['body'] & (string | null),
    });
    this.#keepCookies(response.headers);
    return { status: response.status, headers: response.headers, body: (await readBody(response)) as T };
  }

  /** What a browser would send as its Cookie header. */
  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keepCookies(headers: Headers): void {
    for (const cookie of headers.getSetCookie()) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === '' || /;\s*max-age=0/i.test(cookie)) this.cookies.delete(name.trim());
      else {
        this.cookies.set(name.trim(), value);
        this.receivedCookies.add(value);
      }
    }
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return isJson && text !== '' ? JSON.parse(text) : text;
}
