import { Injectable, Logger } from '@nestjs/common';
import {
  checkLiveRequest,
  checkResponse,
  intentOf,
  type ExecutePayload,
  type Intent,
  type QueryPayload,
} from '@atrium/google-home';
import type { Caller } from '@atrium/rpc';

import { DisconnectGoogle } from '../link/disconnect-google.use-case.js';
import { readEnvelope } from './envelope.js';
import { ExecuteCommands } from './execute-commands.use-case.js';
import { FulfillmentSettings } from './fulfillment-settings.js';
import { QueryDevices } from './query-devices.use-case.js';
import { SyncDevices } from './sync-devices.use-case.js';

/** An answer in Google's words. */
export type Answer = Readonly<Record<string, unknown>>;

/** Answers Google, whatever it sent and whatever goes wrong: with an error code where there is nothing better. */
@Injectable()
export class FulfillIntent {
  private readonly logger = new Logger(FulfillIntent.name);

  constructor(
    private readonly sync: SyncDevices,
    private readonly query: QueryDevices,
    private readonly commands: ExecuteCommands,
    private readonly disconnect: DisconnectGoogle,
    private readonly settings: FulfillmentSettings,
  ) {}

  async execute(caller: Caller, message: unknown): Promise<Answer> {
    const { requestId, input } = readEnvelope(message);
    const intent = intentOf(input?.intent);
    if (!intent) return failure(requestId, 'protocolError', 'Send one input with one of the four intents');
    const problem = checkLiveRequest(intent, message);
    if (problem !== undefined) return failure(requestId, 'protocolError', problem);
    try {
      const payload = await this.payloadFor(intent, caller, requestId, input?.payload);
      return this.checked(intent, requestId, payload === undefined ? {} : { requestId, payload });
    } catch (err) {
      // Google does not read what DISCONNECT is answered; that it failed, only the status can say.
      if (intent === 'DISCONNECT') throw err;
      this.logger.error({ msg: 'an intent of Google’s could not be answered', intent, requestId, err });
      return failure(requestId, 'unknownError');
    }
  }

  private async payloadFor(intent: Intent, caller: Caller, requestId: string, payload: unknown): Promise<unknown> {
    switch (intent) {
      case 'SYNC':
        return this.sync.execute(caller);
      case 'QUERY':
        return this.query.execute(caller.userId, payload as QueryPayload);
      case 'EXECUTE':
        return this.commands.execute(caller.userId, requestId, payload as ExecutePayload);
      case 'DISCONNECT':
        await this.disconnect.execute(caller);
        return undefined;
    }
  }

  /** An answer that Google would not understand is an error of ours, and told as such. */
  private checked(intent: Intent, requestId: string, answer: Answer): Answer {
    const problem = this.settings.checksAnswers ? checkResponse(intent, answer) : undefined;
    if (problem === undefined) return answer;
    this.logger.error({ msg: 'an answer to Google was not as its schema wants it', intent, requestId, problem });
    return failure(requestId, 'unknownError');
  }
}

/** `debugString` is for developers who look into Google's logs; nobody hears it. */
function failure(requestId: string, errorCode: string, debugString?: string): Answer {
  return {
    requestId,
    payload: { errorCode, status: 'ERROR', ...(debugString === undefined ? {} : { debugString }) },
  };
}
