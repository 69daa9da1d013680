import type { Bench, Metered } from '../bench.ts';
import { metered } from '../bench.ts';
import type { HttpJob, HttpResult } from '../load/jobs.ts';

/** A request as a scenario describes it. */
export type HttpRequest = Pick<HttpJob, 'method' | 'bodyTemplate' | 'bodyTemplates' | 'expectedBody' | 'nextValue'> & {
  readonly path: string;
  /** Instead of the owner's token and the type of JSON. */
  readonly headers?: HttpJob['headers'];
  /** Makes the values for a window of so many seconds. */
  readonly valuesFor?: (seconds: number) => Promise<readonly string[]>;
};

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
  const { path, headers, valuesFor, ...rest } = request;
  const job = {
    ...rest,
    url: `${url}${path}`,
    connections: options.concurrency,
    headers: headers ?? {
      authorization: `Bearer ${await fixture.owner.freshToken()}`,
      ...(rest.bodyTemplate === undefined ? {} : { 'content-type': 'application/json' }),
    },
  };
  const jobFor = async (seconds: number): Promise<HttpJob> => ({
    ...job,
    ...(valuesFor && { values: await valuesFor(seconds) }),
    limit: { seconds },
  });
  await load.run('http', await jobFor(options.warmupSeconds));
  await records.settle();
  const storedBefore = await records.messages();
  const measuredJob = await jobFor(options.seconds);
  const window = await metered(bench, async () => {
    const result = await load.run('http', measuredJob);
    await records.settle();
    return result;
  });
  return { ...window, stored: (await records.messages()) - storedBefore };
}
