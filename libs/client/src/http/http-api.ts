import { RequestRefused } from '../errors.js';
import type { Session } from '../session/session.js';

/** Asks the suite over HTTP, and renews the session once when it has run out. */
export class HttpApi {
  constructor(
    private readonly baseUrl: string,
    private readonly fetch: typeof globalThis.fetch,
    public session: Session,
  ) {}

  get<Answer>(path: string, query: Record<string, string | number | undefined> = {}): Promise<Answer> {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
    const search = asked.toString();
    return this.ask('GET', search === '' ? path : `${path}?${search}`);
  }

  post<Answer>(path: string, body?: object): Promise<Answer> {
    return this.ask('POST', path, body);
  }

  /** @throws RequestRefused with the status and the words of the answer; SignedOut when the session is over. */
  async ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const token = this.session.accessToken();
    let response = await this.send(method, path, body);
    if (response.status === 401 && token !== undefined) {
      await this.session.renew(token);
      response = await this.send(method, path, body);
    }
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (!response.ok) throw new RequestRefused(response.status, wordsOf(answer, response), answer);
    return answer as Answer;
  }

  private async send(method: string, path: string, body?: object): Promise<Response> {
    const response = await this.fetch(new URL(path, this.baseUrl), {
      method,
      credentials: this.session.credentials,
      headers: { ...this.session.headers(), ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    this.session.keep(response);
    return response;
  }
}

/** Each family of the API says in another field what was wrong. */
function wordsOf(answer: unknown, { status, statusText }: Response): string {
  const { detail, message, title } = (answer ?? {}) as Record<string, unknown>;
  const words = [detail, message, title].find((part) => typeof part === 'string');
  return words ?? `The suite answered ${status} ${statusText}`;
}
