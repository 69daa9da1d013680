import type { HttpClient, HomeGraphServer, SyncedDevice } from '@atrium/testing';

import { Browser } from './browser.js';
import type { LiveSuite } from './live-suite.js';
import type { Person } from './person.js';

const REDIRECT_URI = 'https://oauth-redirect.googleusercontent.com/r/atrium-mqtt';
const PASSWORD = 'securePass123';

interface Application {
  readonly client_id: string;
  readonly client_secret: string;
}

interface IntentAnswer<Payload> {
  readonly status: number;
  readonly payload: Payload;
}

/** Google's client, as somebody registers it. */
export async function registerGoogle(owner: Person): Promise<Application> {
  const { body } = await owner.http.post<Application>('/o/applications/', {
    name: 'Google',
    client_type: 'confidential',
    authorization_grant_type: 'authorization-code',
    redirect_uris: REDIRECT_URI,
  });
  return body;
}

/** Somebody's account, linked to Google: what Google's servers ask of it. */
export class GoogleAccount {
  private requests = 0;

  private constructor(private readonly http: HttpClient) {}

  /** Links by the pages that people see. */
  static async link(suite: LiveSuite, login: string, { client_id, client_secret }: Application) {
    const parameters = { response_type: 'code', client_id, redirect_uri: REDIRECT_URI, scope: 'smarthome', state: 's' };
    const browser = new Browser(suite.url);
    const page = await browser.open(`/o/authorize/?${new URLSearchParams(parameters).toString()}`);
    const consent = await browser.submit(page, { login, password: PASSWORD, action: 'login' });
    const callback = await browser.leave(browser.submit(consent, { action: 'allow' }));
    const code = callback.searchParams.get('code') ?? '';
    const grant = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, client_id, client_secret };
    const tokens = await suite.stranger().post<{ access_token: string }>('/o/token/', new URLSearchParams(grant));
    return new GoogleAccount(suite.stranger().withToken(tokens.body.access_token));
  }

  /** Sends an intent; `payload` is that of the answer. */
  async ask<Payload>(intent: string, payload?: object): Promise<IntentAnswer<Payload>> {
    const inputs = [{ intent: `action.devices.${intent}`, ...(payload ? { payload } : {}) }];
    const request = { requestId: `request-${(this.requests += 1)}`, inputs };
    const { status, body } = await this.http.post<{ payload: Payload }>('/smarthome/fulfillment/', request);
    return { status, payload: body.payload };
  }

  /** Learns which devices there are, and has HomeGraph know them. */
  async sync(google: HomeGraphServer): Promise<{ agentUserId: string; devices: SyncedDevice[] }> {
    const { payload } = await this.ask<{ agentUserId: string; devices: SyncedDevice[] }>('SYNC');
    google.homes.link(payload.agentUserId, payload.devices);
    return payload;
  }

  /** Has one device carry out one command. */
  execute(id: string, command: string, params: object) {
    const execution = [{ command: `action.devices.commands.${command}`, params }];
    return this.ask<{ commands: object[] }>('EXECUTE', { commands: [{ devices: [{ id }], execution }] });
  }
}
