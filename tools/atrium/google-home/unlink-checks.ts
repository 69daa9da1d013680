import { setTimeout as sleep } from 'node:timers/promises';
import { type CheckList, expectThat } from './check-list.ts';
import type { GoogleSide, TokenSet } from './google-side.ts';
import { expectInvalidGrant } from './linking-checks.ts';

/** A token may be honoured a few seconds longer by whoever has just looked at it. */
const FORGOTTEN_AFTER_MS = 15_000;
const ASK_EVERY_MS = 500;

/** DISCONNECT, and what it leaves. */
export async function checkUnlinking(list: CheckList, google: GoogleSide, tokens: TokenSet): Promise<void> {
  list.heading('DISCONNECT');
  await list.check('DISCONNECT is answered with an empty object', async () => {
    const { status, body } = await google.intent('DISCONNECT', tokens.accessToken);
    expectThat(
      status === 200 && Object.keys(body).length === 0,
      `it was answered with ${status} ${JSON.stringify(body)}`,
    );
  });
  await list.check('the refresh token is good for nothing', async () => {
    expectInvalidGrant(await google.refresh(tokens.refreshToken));
  });
  await list.check('the access token is answered with 401', async () => {
    const deadline = Date.now() + FORGOTTEN_AFTER_MS;
    for (let status = 0; status !== 401; await sleep(ASK_EVERY_MS)) {
      ({ status } = await google.intent('QUERY', tokens.accessToken, { devices: [] }));
      expectThat(status === 401 || Date.now() < deadline, `it is still answered with ${status}`);
    }
  });
}
