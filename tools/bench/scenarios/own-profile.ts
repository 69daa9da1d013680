import type { Scenario } from '../scenario.ts';
import { answerOf } from './answer.ts';
import { measureHttp } from './http-window.ts';
import { measurementOf } from './measurement.ts';

/** Looking at one's own account. */
export const ownProfile: Scenario = {
  name: 'own-profile',
  title: 'GET /auth/me/',
  unit: 'request',
  services: ['user-service'],
  async measure(bench) {
    const path = '/auth/me/';
    const expectedBody = await answerOf(bench, path);
    return measurementOf(await measureHttp(bench, { method: 'GET', path, expectedBody }));
  },
};
