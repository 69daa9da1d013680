import type { Scenario } from '../scenario.ts';
import { sendMessageTemplate } from '../suite/fixture.ts';
import { measureHttp } from './http-window.ts';
import { measurementOf } from './measurement.ts';

/** Sending a message: stored, published, and recorded as an activity by workspace-service. */
export const sendMessage: Scenario = {
  name: 'send-message',
  title: 'POST /api/messages/',
  unit: 'request',
  services: ['message-service', 'workspace-service'],
  async measure(bench) {
    const bodyTemplate = sendMessageTemplate(bench.fixture.channels.inbox);
    const window = await measureHttp(bench, { method: 'POST', path: '/api/messages/', bodyTemplate });
    const { requests } = window.result;
    // What was under way when the window ended is stored too, though nobody waited for the answer.
    if (window.stored < requests || window.stored > requests + bench.options.concurrency) {
      throw new Error(`${requests} messages were acknowledged and ${window.stored} are stored.`);
    }
    return { ...measurementOf(window), count: window.stored };
  },
};
