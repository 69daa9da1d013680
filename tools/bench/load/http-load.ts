import autocannon from 'autocannon';
import { percentiles } from '../statistics.ts';
import type { HttpJob, HttpResult } from './jobs.ts';

const REQUEST_TIMEOUT_S = 20;
/** How often autocannon looks whether its time is up, in milliseconds. */
const CHECK_EVERY_MS = 50;

let lastNumber = 0;

/** Sends requests over keep-alive connections, one under way on each. */
export async function runHttpJob(job: HttpJob): Promise<HttpResult> {
  // autocannon's own histogram knows whole milliseconds only.
  const latencies: number[] = [];
  const started = performance.now();
  let lastAt = started;
  const instance = autocannon({
    url: job.url,
    method: job.method,
    headers: job.headers,
    connections: job.connections,
    timeout: REQUEST_TIMEOUT_S,
    sampleInt: CHECK_EVERY_MS,
    ...('seconds' in job.limit ? { duration: job.limit.seconds } : { amount: job.limit.requests }),
    ...(job.bodyTemplate === undefined ? {} : { requests: [uniqueRequest(job.bodyTemplate)] }),
    ...(job.expectedBody === undefined ? {} : { expectBody: job.expectedBody }),
  });
  instance.on('response', (_client, _status, _bytes, latencyMs) => {
    latencies.push(latencyMs);
    lastAt = performance.now();
  });
  refuseFaults(job, await instance);
  return { requests: latencies.length, seconds: (lastAt - started) / 1_000, latencyMs: percentiles(latencies) };
}

function uniqueRequest(template: string): autocannon.Request {
  return {
    setupRequest: (request) => {
      lastNumber += 1;
      return { ...request, body: template.replace('{n}', String(lastNumber)) };
    },
  };
}

function refuseFaults({ method, url }: HttpJob, result: autocannon.Result): void {
  const { errors, mismatches, non2xx, statusCodeStats } = result;
  if (errors + mismatches + non2xx === 0 && result['2xx'] > 0) return;
  throw new Error(
    `${method} ${url}: ${errors} connections failed or got no answer in time, ${mismatches} answers had another body, ` +
      `statuses ${JSON.stringify(statusCodeStats)}.`,
  );
}
