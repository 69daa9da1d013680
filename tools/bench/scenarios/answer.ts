import type { Bench } from '../bench.ts';

/** What the suite answers to a GET when there is no load: what it must answer under load. */
export async function answerOf({ url, fixture }: Bench, path: string): Promise<string> {
  const headers = { authorization: `Bearer ${await fixture.owner.freshToken()}` };
  const response = await fetch(`${url}${path}`, { headers });
  const body = await response.text();
  if (response.status !== 200) throw new Error(`GET ${path} was answered with ${response.status}: ${body}`);
  return body;
}
