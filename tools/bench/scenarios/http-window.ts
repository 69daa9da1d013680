import type { Bench, Metered } from '../bench.ts';
import { metered } from '../bench.ts';
import type { HttpJob, HttpResult } from '../load/jobs.ts';

/** A request as a scenario describes it. */
export type HttpRequest = Pick<HttpJob, 'method' | 'bodyTemplate' | 'expectedBody'> & { readonly path: string };

/** What a measured request did besides. */
export interface HttpWindow extends Metered<HttpResult> {
  /** Messages that were stored meanwhile. */
  readonly stored: number;
}

/**
 * Warms up, then measures one window of a request. The window ends when all that the requests set off is done: events
 * published, activities recorded.
 */
export async function measureHttp(bench: Bench, request: HttpRequest): Promise<HttpWindow> {
  const { fixture, load, options, records, url } = bench;
  const { path, ...rest } = request;
  const job = {
    ...rest,
    url: `${url}${path}`,
    connections: options.concurrency,
    headers: {
      authorization: `Bearer ${await fixture.owner.freshToken()}`,
      ...(rest.bodyTemplate === undefined ? {} : { 'content-type': 'application/json' }),
    },
  };
  await load.run('http', { ...job, limit: { seconds: options.warmupSeconds } });
  await records.settle();
  const storedBefore = await records.messages();
  const window = await metered(bench, async () => {
    const result = await load.run('http', { ...job, limit: { seconds: options.seconds } });
    await records.settle();
    return result;
  });
  return { ...window, stored: (await records.messages()) - storedBefore };
}
