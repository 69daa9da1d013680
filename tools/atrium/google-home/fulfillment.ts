import {
  checkResponse,
  type CommandGroup,
  type ExecuteResult,
  type Intent,
  type QueryDevice,
  type SyncDevice,
} from '@atrium/google-home';
import { expectThat } from './check-list.ts';
import type { GoogleSide } from './google-side.ts';

/** What an account shows to Google. */
export interface SyncedAccount {
  readonly agentUserId: string;
  readonly devices: readonly SyncDevice[];
}

/** Sends intents of one link, and takes no answer that Google's schemas forbid. */
export class Fulfillment {
  readonly #google: GoogleSide;
  readonly #accessToken: string;

  constructor(google: GoogleSide, accessToken: string) {
    this.#google = google;
    this.#accessToken = accessToken;
  }

  async sync(): Promise<SyncedAccount> {
    return (await this.#ask('SYNC')) as unknown as SyncedAccount;
  }

  async query(devices: readonly SyncDevice[]): Promise<Readonly<Record<string, QueryDevice>>> {
    const asked = devices.map(({ id, customData }) => ({ id, ...(customData ? { customData } : {}) }));
    const payload = await this.#ask('QUERY', { devices: asked });
    return (payload.devices ?? {}) as Record<string, QueryDevice>;
  }

  async execute(commands: readonly CommandGroup[]): Promise<readonly ExecuteResult[]> {
    return (await this.#ask('EXECUTE', { commands })).commands as ExecuteResult[];
  }

  async #ask(intent: Intent, payload?: object): Promise<Record<string, unknown>> {
    const requestId = crypto.randomUUID();
    const { status, body } = await this.#google.intent(intent, this.#accessToken, payload, requestId);
    expectThat(status === 200, `${intent} was answered with ${status}`);
    expectThat(body.requestId === requestId, `${intent} answers another requestId`);
    const fault = checkResponse(intent, body);
    expectThat(fault === undefined, `the answer to ${intent} breaks Google's schema: ${fault ?? ''}`);
    const answer = body.payload as Record<string, unknown>;
    const { errorCode, debugString = '' } = answer;
    expectThat(errorCode === undefined, `${intent} failed as a whole: ${String(errorCode)} ${String(debugString)}`);
    return answer;
  }
}
