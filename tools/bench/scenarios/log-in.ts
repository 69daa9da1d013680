import type { Scenario } from '../scenario.ts';
import { CROWD_PASSWORD, registerCrowd } from '../suite/crowd.ts';
import { measureHttp } from './http-window.ts';
import { JSON_BODY } from './json-body.ts';
import { measurementOf } from './measurement.ts';

/** Several at a time as one person would be taken for somebody who guesses. */
const PEOPLE_PER_CONNECTION = 4;
/** More than sign in within a second, whatever the machine. */
const LOGINS_PER_SECOND = 1_000;

/** Signing in with a password, as many people in turn: most of it is argon2id, on threads of its own. */
export const logIn: Scenario = {
  name: 'log-in',
  title: 'POST /api/token/',
  unit: 'request',
  services: ['auth-service'],
  async measure(bench) {
    const crowd = await registerCrowd(bench.url, PEOPLE_PER_CONNECTION * bench.options.concurrency);
    const valuesFor = (seconds: number) =>
      Promise.resolve(
        Array.from({ length: seconds * LOGINS_PER_SECOND }, (_, index) => crowd[index % crowd.length] ?? ''),
      );
    const bodyTemplate = JSON.stringify({ username: '{value}', password: CROWD_PASSWORD });
    return measurementOf(
      await measureHttp(bench, { method: 'POST', path: '/api/token/', headers: JSON_BODY, bodyTemplate, valuesFor }),
    );
  },
};
