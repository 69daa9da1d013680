import type { Scenario } from '../scenario.ts';
import { measureHttp, type HttpRequest } from './http-window.ts';
import { JSON_BODY } from './json-body.ts';
import { measurementOf } from './measurement.ts';

/** More than are verified in a second, whatever the machine. */
const NEW_TOKENS_PER_SECOND = 10_000;

const VERIFY = {
  method: 'POST',
  path: '/api/token/verify/',
  headers: JSON_BODY,
} as const satisfies HttpRequest;

/** Verifying one token again and again, as the guard does with every request: the verdict is remembered. */
export const verifyToken: Scenario = {
  name: 'verify-token',
  title: 'POST /api/token/verify/, a known token',
  unit: 'request',
  services: [],
  async measure(bench) {
    const bodyTemplate = JSON.stringify({ token: await bench.fixture.owner.freshToken() });
    return measurementOf(await measureHttp(bench, { ...VERIFY, bodyTemplate, expectedBody: '{}' }));
  },
};

/** Verifying tokens that nobody has seen before: a signature is checked each time. */
export const verifyNewToken: Scenario = {
  name: 'verify-new-token',
  title: 'POST /api/token/verify/, new tokens',
  unit: 'request',
  services: [],
  async measure(bench) {
    const valuesFor = (seconds: number) =>
      Promise.resolve(Array.from({ length: seconds * NEW_TOKENS_PER_SECOND }, () => bench.fixture.mint.sign()));
    const bodyTemplate = JSON.stringify({ token: '{value}' });
    return measurementOf(await measureHttp(bench, { ...VERIFY, bodyTemplate, valuesFor }));
  },
};
