import type { Metered } from '../bench.ts';
import type { HttpResult } from '../load/jobs.ts';
import type { Measurement } from '../scenario.ts';

export function measurementOf({ result, cpuMs, loadMs }: Metered<HttpResult>): Measurement {
  const { requests, seconds, latencyMs } = result;
  return { count: requests, perSecond: requests / seconds, latencyMs, cpuMs, loadMs };
}
