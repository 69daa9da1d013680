import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What browsers say of a page that a person opens (W3C Fetch Metadata). */
export const NAVIGATION = {
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
  'sec-fetch-site': 'cross-site',
};

interface Cookie {
  readonly value: string;
  readonly path: string;
}

/** A page as the browser has it after all redirects. */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly headers: Headers;
}

/** Where a redirect led that left the suite: the client's own address, which nobody serves here. */
export class LeftFor extends Error {
  readonly url: URL;

  constructor(url: URL) {
    super(`The browser left for ${url.href}`);
    this.url = url;
  }
}

/** A browser without JavaScript: cookies with their paths, redirects, and forms that are sent as they stand. */
export class Browser {
  readonly origin: string;
  readonly #cookies = new Map<string, Cookie>();
  readonly #headers: Record<string, string>;

  constructor(origin: string, headers: Record<string, string> = {}) {
    this.origin = origin;
    this.#headers = { accept: 'text/html', ...headers };
  }

  /** Holds these cookies as if the suite's own page had set them. */
  hold(cookies: ReadonlyMap<string, string>): void {
    for (const [name, value] of cookies) this.#cookies.set(name, { value, path: '/' });
  }

  /** Opens a page; throws {@link LeftFor} when a redirect leads to another origin. */
  open(url: string | URL): Promise<Page> {
    return this.#follow(new URL(url, this.origin), 'GET');
  }

  /** Sends the page's form with these values in its fields. */
  submit(page: Page, values: Record<string, string>): Promise<Page> {
    const action = /<form[^>]* action="([^"]+)"/.exec(page.html)?.[1];
    const body = new URLSearchParams(hiddenFields(page.html));
    for (const [name, value] of Object.entries(values)) body.set(name, value);
    return this.#follow(new URL(action ?? page.url, page.url), 'POST', body);
  }

  /** Like {@link open} or {@link submit}, for a visit that ends at another origin: returns where. */
  async leave(visit: Promise<Page>): Promise<URL> {
    try {
      const page = await visit;
      throw new Error(`The browser stayed at ${page.url}: ${page.status} ${page.html}`);
    } catch (error) {
      if (error instanceof LeftFor) return error.url;
      throw error;
    }
  }

  async #follow(start: URL, startMethod: 'GET' | 'POST', startBody?: URLSearchParams): Promise<Page> {
    let [url, method, body] = [start, startMethod, startBody];
    for (let hops = 0; hops < 20; hops += 1) {
      if (url.origin !== this.origin) throw new LeftFor(url);
      const response = await exchange(url, method, this.#headersFor(url, body), body?.toString());
      this.#keep(response.headers);
      const location = response.headers.get('location');
      if (location === null) return { ...response, url: url.href };
      [url, method, body] = [new URL(location, url), 'GET', undefined];
    }
    throw new Error(`Too many redirects from ${start.href}`);
  }

  #headersFor({ pathname }: URL, body: URLSearchParams | undefined): Record<string, string> {
    const type = body ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
    return { ...this.#headers, ...type, cookie: this.#cookieHeader(pathname) };
  }

  #keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      const path = /;\s*path=([^;]*)/i.exec(line)?.[1] ?? '/';
      const hasExpired = /;\s*expires=Thu, 01 Jan 1970/i.test(line);
      if (hasExpired || value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, { value, path });
    }
  }

  #cookieHeader(pathname: string): string {
    return [...this.#cookies]
      .filter(([, { path }]) => path === '/' || pathname === path || pathname.startsWith(`${path.replace(/\/$/, '')}/`))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }
}

/** One request and its answer. Not by `fetch`, which says of itself that it is no browser. */
async function exchange(
  url: URL,
  method: string,
  headers: Record<string, string>,
  body = '',
): Promise<Omit<Page, 'url'>> {
  const sent = request(url, { method, headers });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const received = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
    for (const value of values) received.append(name, value);
  }
  return { status: answer.statusCode ?? 0, headers: received, html: await text(answer) };
}

function hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}
