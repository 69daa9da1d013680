import { Injectable } from '@nestjs/common';
import type { Interaction } from 'oidc-provider';

import { AuditLog } from '../../audit/audit-log.js';
import { FindSignedIn, type SignedIn } from '../../session/find-signed-in.use-case.js';
import { chosenWay, finish, originOf, type Visit } from './visit.js';

/**
 * Why a login is asked for that a session of the suite may answer. `prompt=login` and everything else that a request
 * can ask for is answered by the person only.
 */
const ANSWERED: ReadonlySet<string> = new Set(['no_session', 'max_age', 'id_token_hint']);

/** Signs in whoever is signed in to the suite in the same browser, without asking again. */
@Injectable()
export class SuiteLogin {
  constructor(
    private readonly findSignedIn: FindSignedIn,
    private readonly audit: AuditLog,
  ) {}

  /** True when the login is over; false, having done nothing, when somebody must say who they are. */
  async attempt(visit: Visit): Promise<boolean> {
    if (chosenWay(visit) || !isOpenedByPerson(visit) || !mayBeAnswered(visit.interaction)) return false;
    const cookie = visit.request.headers.cookie ?? '';
    const tokens = { accessToken: cookieOf(cookie, 'access_token'), refreshToken: cookieOf(cookie, 'refresh_token') };
    const signedIn = await this.findSignedIn.execute(tokens);
    if (!signedIn || !isAskedFor(signedIn, visit.interaction)) return false;
    const { userId } = signedIn.identity;
    const { id: target, createdAt } = signedIn.session;
    const details = { method: 'suite-session' };
    const origin = originOf(visit);
    await this.audit.add(undefined, { kind: 'logged-in', actorId: userId, userId, target, origin, details });
    // Nobody asked to be remembered here: the session at the provider ends with the browser's.
    await finish(visit, { login: { accountId: userId, ts: secondsOf(createdAt), remember: false } });
    return true;
  }
}

/** True for a page that fills a tab, so not for what another page fetches, embeds or sends (W3C Fetch Metadata). */
function isOpenedByPerson({ request: { method, headers } }: Visit): boolean {
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/** Once per request: if its login did not do, the same one would not do again. */
function mayBeAnswered({ prompt, lastSubmission }: Interaction): boolean {
  const isAnswered = lastSubmission !== undefined && 'login' in lastSubmission;
  return !isAnswered && prompt.reasons.includes('no_session') && prompt.reasons.every((reason) => ANSWERED.has(reason));
}

/** True unless the client asks for somebody else, or for a later sign-in. */
function isAskedFor({ identity, session }: SignedIn, { params }: Interaction): boolean {
  const { login_hint: login, id_token_hint: idToken, max_age: maxAge } = params;
  if (typeof login === 'string' && !isSame(login, identity.username) && !isSame(login, identity.email)) return false;
  if (typeof idToken === 'string' && subjectOf(idToken) !== identity.userId) return false;
  return maxAge === undefined || secondsOf(session.createdAt) + Number(maxAge) > secondsOf(new Date());
}

function isSame(hint: string, name: string): boolean {
  return hint.trim().toLowerCase() === name.toLowerCase();
}

/** Of an id token that the library has verified when the request came. */
function subjectOf(idToken: string): unknown {
  const claims: unknown = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
  return typeof claims === 'object' && claims !== null && 'sub' in claims ? claims.sub : undefined;
}

/** Undefined, too, for two of one name: a neighbouring host may have set the other. */
function cookieOf(header: string, name: string): string | undefined {
  const values = header
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith(`${name}=`))
    .map((cookie) => cookie.slice(name.length + 1));
  return values.length === 1 ? values[0] : undefined;
}

function secondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}
