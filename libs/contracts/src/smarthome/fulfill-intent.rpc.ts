import { Allow } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';

export class FulfillIntentRequest {
  /** What Google sent, whatever it is: faults in it are answered in Google's words. */
  @Allow()
  readonly message!: unknown;
}

/** The answer in Google's words: `{ requestId, payload }`, or `{}` to DISCONNECT. */
export type FulfillIntentReply = Readonly<Record<string, unknown>>;

/** Answers a SYNC, QUERY, EXECUTE or DISCONNECT of Google's on the caller's behalf. */
export const fulfillIntent = defineRpc({
  subject: 'smarthome.rpc.fulfill-intent.v1',
  request: FulfillIntentRequest,
  response: reply<FulfillIntentReply>(),
  access: 'user',
  timeoutMs: 10_000,
});
