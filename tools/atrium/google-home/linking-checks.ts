import { type CheckList, expectThat } from './check-list.ts';
import { type GoogleSide, type JsonAnswer, type TokenSet, tokensOf } from './google-side.ts';

/** A link that every later check uses. */
export type Link = TokenSet;

const PARALLEL = 5;

/** Links an account, and holds the OAuth provider against the rules of Google's account linking. */
export async function checkLinking(list: CheckList, google: GoogleSide): Promise<Link | undefined> {
  list.heading('Account linking');
  if (!(await list.check('the OAuth endpoints are discovered', () => google.discover()))) return undefined;
  await list.check('nobody is sent to an address that is not registered', () => refusesForeignRedirect(google));
  await checkCodes(list, google);
  const authorized = await list.check('sign-in and consent lead back with a code and the same state', () =>
    google.authorize(),
  );
  if (!authorized) return undefined;
  await list.check('the page says what Google gets, and can be cancelled', () => {
    expectThat(/authoriz/i.test(authorized.consentHtml), 'it has no statement of authorization');
    expectThat(/cancel|deny/i.test(authorized.consentHtml), 'it has no way to cancel');
  });
  const link = await list.check('the code is exchanged for tokens', async () =>
    tokensOf(await google.exchange(authorized)),
  );
  return link && checkTokens(list, google, link);
}

async function checkTokens(list: CheckList, google: GoogleSide, link: Link): Promise<Link> {
  await list.check('the access token is opaque', () => {
    expectThat(link.accessToken.split('.').length !== 3, 'it looks like a JWT');
  });
  await list.check('an invalid refresh token is answered with 400 invalid_grant', async () => {
    expectInvalidGrant(await google.refresh('not-a-refresh-token'));
  });
  await list.check('a wrong client secret is refused', async () => {
    const grant = { grant_type: 'refresh_token', refresh_token: link.refreshToken };
    const { status } = await google.token(grant, 'wrong');
    expectThat(status === 400 || status === 401, `it was answered with ${status}`);
  });
  let { refreshToken } = link;
  await list.check('a refresh gives a new access token, and the old one goes on working', async () => {
    const answer = await google.refresh(refreshToken);
    const refreshed = renewed(answer, refreshToken);
    refreshToken = refreshed.refreshToken;
    expectThat(refreshed.accessToken !== link.accessToken, 'it is the same access token');
    for (const { accessToken } of [link, refreshed]) await expectOpens(google, accessToken);
  });
  await list.check(`${PARALLEL} refreshes at once all succeed`, async () => {
    const answers = await Promise.all(Array.from({ length: PARALLEL }, () => google.refresh(refreshToken)));
    const all = answers.map((answer) => renewed(answer, refreshToken));
    for (const { accessToken } of all) await expectOpens(google, accessToken);
    refreshToken = all.at(-1)?.refreshToken ?? refreshToken;
  });
  return { accessToken: link.accessToken, refreshToken };
}

/** Spoils links of their own, since a code that is used twice takes back all that came of it. */
async function checkCodes(list: CheckList, google: GoogleSide): Promise<void> {
  await list.check('a code with a wrong verifier is refused', async () => {
    const { code } = await google.authorize();
    expectInvalidGrant(await google.exchange({ code, verifier: 'wrong-verifier-'.repeat(4) }));
  });
  await list.check('a code works once', async () => {
    const authorized = await google.authorize();
    tokensOf(await google.exchange(authorized));
    expectInvalidGrant(await google.exchange(authorized));
  });
}

async function refusesForeignRedirect(google: GoogleSide): Promise<void> {
  const url = google.authorizationUrl('state', 'verifier-'.repeat(6), { redirect_uri: 'https://evil.example/r/x' });
  const response = await fetch(url, { redirect: 'manual' });
  const location = response.headers.get('location') ?? '';
  expectThat(!location.includes('evil.example'), `it redirects to ${location}`);
  expectThat(response.status >= 400, `it was answered with ${response.status}`);
}

/** The refresh token of an answer is the old one unless there is a new one. */
function renewed({ status, body }: JsonAnswer, refreshToken: string): TokenSet {
  return tokensOf({ status, body: { refresh_token: refreshToken, ...body } });
}

export function expectInvalidGrant({ status, body }: JsonAnswer): void {
  const isRight = status === 400 && body.error === 'invalid_grant';
  expectThat(isRight, `it was answered with ${status} ${JSON.stringify(body)}`);
}

async function expectOpens(google: GoogleSide, accessToken: string): Promise<void> {
  const { status } = await google.intent('QUERY', accessToken, { devices: [] });
  expectThat(status === 200, `an access token is answered with ${status}`);
}
