import { randomBytes } from 'node:crypto';

import { HttpClient, type HttpAnswer } from '@atrium/testing';

/** The password of everybody. */
export const PASSWORD = 'securePass123';

/** Somebody with a bearer token and no cookies, as scripts are. */
export interface Member {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly accessToken: string;
  /** Calls as this person; throws unless the answer is a good one. */
  do(method: string, path: string, body?: object): Promise<HttpAnswer>;
}

/** A text that nobody has used yet, good for a name. */
export function uniqueName(): string {
  return `u${randomBytes(6).toString('hex')}`;
}

/** Registers somebody new. */
export async function newMember(url: string): Promise<Member> {
  const account = { email: `${uniqueName()}@example.com`, password: PASSWORD };
  return memberOf(url, await new HttpClient(url).post('/api/auth/register', account));
}

/** Signs in somebody who has an account, in a session of its own. */
export async function signIn(url: string, email: string, password = PASSWORD): Promise<Member> {
  return memberOf(url, await new HttpClient(url).post('/api/auth/login', { email, password }));
}

interface Login {
  readonly user: { id: string; username: string; email: string };
  readonly tokens: { accessToken: string };
}

function memberOf(url: string, answer: HttpAnswer<Login>): Member {
  if (answer.status >= 300) throw new Error(`Nobody is signed in: ${answer.status} ${JSON.stringify(answer.body)}`);
  const { user, tokens } = answer.body;
  const http = new HttpClient(url).withToken(tokens.accessToken);
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    accessToken: tokens.accessToken,
    async do(method, path, body) {
      const done = await http.request(method, path, body === undefined ? {} : { body });
      if (done.status >= 400) throw new Error(`${method} ${path}: ${done.status} ${JSON.stringify(done.body)}`);
      return done;
    },
  };
}
