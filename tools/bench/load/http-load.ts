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
  const { promise, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  const instance = autocannon(optionsOf(job), (error: Error | null, result) =>
    error ? reject(error) : resolve(result),
  );
  instance.on('response', (_client, _status, _bytes, latencyMs) => {
    latencies.push(latencyMs);
    lastAt = performance.now();
  });
  refuseFaults(job, await promise);
  return { requests: latencies.length, seconds: (lastAt - started) / 1_000, latencyMs: percentiles(latencies) };
}

function optionsOf({
  bodyTemplate,
  bodyTemplates,
  values,
  nextValue,
  connections,
  expectedBody,
  headers,
  limit,
  method,
  url,
}: HttpJob): autocannon.Options {
  return {
    url,
    method,
    headers,
    connections,
    timeout: REQUEST_TIMEOUT_S,
    sampleInt: CHECK_EVERY_MS,
    ...('seconds' in limit ? { duration: limit.seconds } : { amount: limit.requests }),
    ...(bodyTemplates === undefined ? {} : { requests: [inTurn(bodyTemplates)] }),
    ...(bodyTemplate === undefined ? {} : bodyOf(bodyTemplate, values, nextValue)),
    ...(expectedBody === undefined ? {} : { expectBody: expectedBody }),
  };
}

/** autocannon sends a body as it is much faster than one that is made for each request. */
function bodyOf(...[template, ...more]: Parameters<typeof uniqueRequest>): Partial<autocannon.Options> {
  return /\{(n|value)\}/.test(template) ? { requests: [uniqueRequest(template, ...more)] } : { body: template };
}

function inTurn(templates: readonly string[]): autocannon.Request {
  return {
    setupRequest: (request) => {
      lastNumber += 1;
      const template = templates[lastNumber % templates.length] ?? '';
      return { ...request, body: template.replace('{n}', String(lastNumber)) };
    },
  };
}

function uniqueRequest(template: string, values: readonly string[] = [], nextValue?: string): autocannon.Request {
  const left = [...values].reverse();
  return {
    setupRequest: (request) => {
      lastNumber += 1;
      const body = template.replace('{n}', String(lastNumber));
      return { ...request, body: values.length === 0 ? body : body.replace('{value}', () => valueOf(left)) };
    },
    ...(nextValue === undefined
      ? {}
      : {
          onResponse: (status, body) => {
            if (status < 300) left.push((JSON.parse(body) as Record<string, string>)[nextValue] ?? '');
          },
        }),
  };
}

function valueOf(left: string[]): string {
  const value = left.pop();
  if (value === undefined) throw new Error('There are fewer values than requests.');
  return value;
}

function refuseFaults({ method, url }: HttpJob, result: autocannon.Result): void {
  const { errors, mismatches, non2xx, statusCodeStats } = result;
  if (errors + mismatches + non2xx === 0 && result['2xx'] > 0) return;
  throw new Error(
    `${method} ${url}: ${errors} connections failed or got no answer in time, ${mismatches} answers had another body, ` +
      `statuses ${JSON.stringify(statusCodeStats)}.`,
  );
}
