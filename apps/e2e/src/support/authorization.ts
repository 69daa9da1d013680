import { createHash, randomBytes } from 'node:crypto';

import { Browser } from './browser.js';
import { PASSWORD, type Member } from './member.js';

const CALLBACK = 'https://client.example.com/callback';

/** A confidential client of the suite's own provider. */
export interface Application {
  readonly id: number;
  readonly client_id: string;
  readonly client_secret: string;
}

export async function registerApplication(owner: Member): Promise<Application> {
  const answer = await owner.do('POST', '/o/applications', {
    name: 'Dashboard',
    client_type: 'confidential',
    authorization_grant_type: 'authorization-code',
    redirect_uris: CALLBACK,
  });
  return answer.body as Application;
}

/** Where a browser begins to let an application in; `more` goes over what is usual. */
export function authorizationRequest({ client_id }: Application, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'openid',
    code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });
  return `/o/authorize/?${query.toString()}`;
}

/** Somebody signs in at the provider's pages and lets the application in. */
export async function authorize(application: Application, { email }: Member, url: string): Promise<void> {
  const browser = new Browser(url);
  const login = await browser.open(authorizationRequest(application));
  const consent = await browser.submit(login, { login: email, password: PASSWORD, action: 'login' });
  await browser.leave(browser.submit(consent, { action: 'allow' }));
}
