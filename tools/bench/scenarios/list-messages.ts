import type { Scenario } from '../scenario.ts';
import { answerOf } from './answer.ts';
import { measureHttp } from './http-window.ts';
import { measurementOf } from './measurement.ts';

/** Reading the latest fifty messages of a long channel. */
export const listMessages: Scenario = {
  name: 'list-messages',
  title: 'GET /api/messages/ (latest 50)',
  unit: 'request',
  services: ['message-service'],
  async measure(bench) {
    const path = `/api/messages/?channel_id=${bench.fixture.channels.history}`;
    const expectedBody = await answerOf(bench, path);
    const { length } = (JSON.parse(expectedBody) as { data: unknown[] }).data;
    if (length !== Math.min(50, bench.options.messages)) throw new Error(`GET ${path} lists ${length} messages.`);
    return measurementOf(await measureHttp(bench, { method: 'GET', path, expectedBody }));
  },
};
