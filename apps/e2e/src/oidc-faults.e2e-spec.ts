import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpAnswer } from '@atrium/testing';

import { authorizationRequest, registerApplication, type Application } from './support/authorization.js';
import { Browser } from './support/browser.js';
import { LiveSuite } from './support/live-suite.js';
import { newMember } from './support/member.js';

let suite: LiveSuite;
let application: Application;

beforeAll(async () => {
  suite = await LiveSuite.start();
  application = await registerApplication(await newMember(suite.url));
});

afterAll(() => suite.stop());

function token(form: object, timeoutMs = 10_000): Promise<HttpAnswer> {
  const { client_id, client_secret } = application;
  const body = new URLSearchParams({ client_id, client_secret, ...form });
  return suite.stranger().request('POST', '/o/token/', { body, timeoutMs });
}

describe('the OAuth provider', () => {
  it('refuses text with NUL characters', async () => {
    for (const odd of [{ state: 'a\0b' }, { nonce: 'a\0b' }]) {
      const request = new Browser(suite.url).open(authorizationRequest(application, odd));
      const back = await new Browser(suite.url).leave(request);
      expect(back.searchParams.get('error')).toBe('invalid_request');
    }
    const unknown = authorizationRequest(application, { client_id: 'a\0b' });
    expect((await new Browser(suite.url).open(unknown)).status).toBe(400);
  });

  it('that answers too late is a 504 in the words of OAuth, and asked once', async () => {
    const service = suite.apps.app('auth-service');
    service.signal('SIGSTOP');
    try {
      const answer = await token({ grant_type: 'client_credentials' }, 30_000);
      expect(answer.status).toBe(504);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.body).toEqual({ error: 'temporarily_unavailable', error_description: expect.any(String) });
    } finally {
      service.signal('SIGCONT');
    }
  });
});
