import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Browser, type Page } from './support/browser.js';
import { LiveSuite } from './support/live-suite.js';

const PASSWORD = 'securePass123';

let suite: LiveSuite;

beforeAll(async () => {
  suite = await LiveSuite.start({ replicas: { 'auth-service': 2 } });
  await suite.signUp('alice');
});

afterAll(() => suite.stop());

async function signIn(browser: Browser, next: string): Promise<Page> {
  const login = await browser.open(`/admin/login/?next=${encodeURIComponent(next)}`);
  expect(login.url).toContain(`${suite.url}/o/interaction/`);
  expect(login.html).toContain('to continue to <strong>Atrium</strong>');
  return browser.submit(login, { login: 'alice', password: PASSWORD, action: 'login' });
}

describe('where no external provider is configured, /admin/login/', () => {
  it("signs in with the suite's own, without asking for consent, and leads where one wanted to go", async () => {
    const browser = new Browser(suite.url);
    const page = await signIn(browser, '/auth/me/');
    expect(page.url).toBe(`${suite.url}/auth/me/`);
    expect(JSON.parse(page.html)).toMatchObject({ username: 'alice' });
  });

  it('asks for nothing where one is signed in at the provider, and works at every replica', async () => {
    const browser = new Browser(suite.url);
    await signIn(browser, '/auth/me/');
    for (let login = 0; login < 6; login += 1) {
      const again = await browser.open('/admin/login/?next=/auth/me/');
      expect([again.status, again.url]).toEqual([200, `${suite.url}/auth/me/`]);
    }
  });

  it('signs nobody in with a wrong password, nor in a browser that did not ask', async () => {
    const browser = new Browser(suite.url);
    const login = await browser.open('/admin/login/');
    const again = await browser.submit(login, { login: 'alice', password: 'wrong_password', action: 'login' });
    expect(again.html).toContain('role="alert"');
    expect((await new Browser(suite.url).open('/auth/callback/?code=stolen&state=stolen')).status).toBe(400);
    expect((await browser.open('/auth/me/')).status).toBe(401);
  });
});
