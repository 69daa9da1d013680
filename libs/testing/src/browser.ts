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
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        headers: { ...this.#headers, cookie: this.#cookieHeader(url.pathname) },
        ...(body ? { body } : {}),
      });
      this.#keep(response.headers);
      const location = response.headers.get('location');
      const html = await response.text();
      if (location === null) return { status: response.status, url: url.href, html, headers: response.headers };
      [url, method, body] = [new URL(location, url), 'GET', undefined];
    }
    throw new Error(`Too many redirects from ${start.href}`);
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

function hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}
