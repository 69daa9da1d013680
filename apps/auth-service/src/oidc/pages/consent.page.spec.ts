import { expect, it } from '@jest/globals';

import { consentPage } from './consent.page.js';

const person = { username: 'a&b', email: 'a@example.com' };
const PAGE = { applicationName: 'Home', linkedTo: 'Google', person, destination: 'https://a.example', csrfToken: 't' };

it('names what is shared and what is authorized where devices are asked for', () => {
  const html = consentPage({ ...PAGE, scopes: ['smarthome'] });
  expect(html).toContain('Your account will be linked to Google.');
  expect(html).toContain('By signing in, you are authorizing Google to control your devices.');
  expect(html).toContain('<button name="action" value="deny">Cancel</button>');
});

it('says nothing of devices where none are asked for', () => {
  expect(consentPage({ ...PAGE, scopes: ['openid'] })).not.toContain('devices');
});

it('shows names as text', () => {
  expect(consentPage({ ...PAGE, linkedTo: '<b>', scopes: ['smarthome'] })).not.toContain('<b>');
});

it('names who decides, and lets them be somebody else', () => {
  const html = consentPage({ ...PAGE, scopes: ['openid'] });
  expect(html).toContain('You are signed in as <strong>a&amp;b</strong> (a@example.com).');
  expect(html).toContain('<a href="?with=password">Use another account</a>');
});
