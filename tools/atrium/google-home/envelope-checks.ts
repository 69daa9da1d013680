import { randomUUID } from 'node:crypto';
import { type CheckList, expectThat } from './check-list.ts';
import type { GoogleSide, JsonAnswer } from './google-side.ts';

/** Requests without a right, and such as Google would not send, or sends although its schemas do not say so. */
export async function checkEnvelope(list: CheckList, google: GoogleSide, accessToken: string): Promise<void> {
  list.heading('Requests');
  for (const [what, token] of [
    ['no token', undefined],
    ['a made-up token', 'A'.repeat(43)],
    ['a token that is none', 'no.such.token'],
  ] as const) {
    await list.check(`${what} is answered with 401`, async () => {
      const { status } = await google.intent('SYNC', token);
      expectThat(status === 401, `it was answered with ${status}`);
    });
  }
  await list.check('a requestId that is a long number comes back', async () => {
    const requestId = '854396028075340323';
    const { body } = await google.intent('QUERY', accessToken, { devices: [] }, requestId);
    expectThat(body.requestId === requestId, `it came back as ${String(body.requestId)}`);
  });
  const requestId = randomUUID();
  for (const [what, inputs] of [
    ['an unknown intent', [{ intent: 'action.devices.UNKNOWN' }]],
    ['no input', []],
    ['two inputs', [{ intent: 'action.devices.SYNC' }, { intent: 'action.devices.SYNC' }]],
    ['QUERY without a payload', [{ intent: 'action.devices.QUERY' }]],
  ] as const) {
    await list.check(`${what} is a protocolError`, async () => {
      expectProtocolError(await google.fulfil({ requestId, inputs }, accessToken), requestId);
    });
  }
}

function expectProtocolError({ status, body }: JsonAnswer, requestId: string): void {
  const { errorCode } = (body.payload ?? {}) as { errorCode?: string };
  const isRight = status === 200 && errorCode === 'protocolError' && body.requestId === requestId;
  expectThat(isRight, `it was answered with ${status} ${JSON.stringify(body)}`);
}
