import type { Bench } from '../bench.ts';
import type { Measurement } from '../scenario.ts';
import { smartHomeOf, type SmartHome } from '../suite/smart-home.ts';
import { measureHttp } from './http-window.ts';
import { measurementOf } from './measurement.ts';

const PATH = '/smarthome/fulfillment/';

/** One intent as Google sends it; each request has an id of its own. */
export function intentTemplate(intent: string, payload?: object): string {
  const input = { intent: `action.devices.${intent}`, ...(payload ? { payload } : {}) };
  return JSON.stringify({ requestId: 'bench-{n}', inputs: [input] });
}

/** Measures intents of Google's on the bench's home, and looks first whether they are answered rightly. */
export async function measureIntents(
  bench: Bench,
  templatesFor: (home: SmartHome) => readonly string[],
  isRight: (answer: string, home: SmartHome) => boolean,
): Promise<Measurement> {
  const home = await smartHomeOf(bench);
  const bodyTemplates = templatesFor(home);
  const accessToken = await home.accessToken();
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const body = bodyTemplates[0] ?? '';
  const response = await fetch(`${bench.url}${PATH}`, { method: 'POST', headers, body });
  const answer = await response.text();
  if (response.status !== 200 || !isRight(answer, home)) {
    throw new Error(`POST ${PATH} was answered with ${response.status}: ${answer.slice(0, 1_000)}`);
  }
  return measurementOf(await measureHttp(bench, { method: 'POST', path: PATH, bodyTemplates, headers }));
}
