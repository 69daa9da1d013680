import type { Scenario } from '../scenario.ts';
import { measureHttp } from './http-window.ts';
import { JSON_BODY } from './json-body.ts';
import { measurementOf } from './measurement.ts';

/** Exchanging refresh tokens, each for its successor, in as many sessions as twice the connections. */
export const refresh: Scenario = {
  name: 'refresh',
  title: 'POST /api/token/refresh/',
  unit: 'request',
  services: ['auth-service'],
  async measure(bench) {
    const { fixture, options } = bench;
    return measurementOf(
      await measureHttp(bench, {
        method: 'POST',
        path: '/api/token/refresh/',
        headers: JSON_BODY,
        bodyTemplate: JSON.stringify({ refresh: '{value}' }),
        valuesFor: () => fixture.owner.refreshTokens(2 * options.concurrency),
        nextValue: 'refresh',
      }),
    );
  },
};
