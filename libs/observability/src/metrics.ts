import { getHeapStatistics } from 'node:v8';

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's one registry. Names are in base units; labels are bounded: routes and subjects, never ids. */
export const metrics = new Registry();

/** The event loop's delay is sampled this often; every sample wakes the process, also an idle one. */
const LOOP_DELAY_SAMPLE_MS = 100;

const LATENCY_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Starts the runtime's own metrics (CPU, heap, event loop) and names the service on every series. */
export function initialiseMetrics(service: string): void {
  metrics.setDefaultLabels({ service });
  collectDefaultMetrics({ register: metrics, eventLoopMonitoringPrecision: LOOP_DELAY_SAMPLE_MS });
  gauge('nodejs_heap_size_limit_bytes', 'Largest heap this process may grow to', [], function () {
    this.set(getHeapStatistics().heap_size_limit);
  });
}

/** A histogram of seconds with buckets from 1 ms to 10 s. */
export function latencyHistogram<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
): Histogram<Label> {
  return new Histogram({ name, help, labelNames, buckets: LATENCY_BUCKETS, registers: [metrics] });
}

/** A counter; its name ends with `_total`. */
export function counter<Label extends string>(
  name: `${string}_total`,
  help: string,
  labelNames: readonly Label[] = [],
): Counter<Label> {
  return new Counter({ name, help, labelNames, registers: [metrics] });
}

/** A gauge; `collect` runs at each scrape. */
export function gauge<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[] = [],
  collect?: (this: Gauge<Label>) => void | Promise<void>,
): Gauge<Label> {
  return new Gauge({ name, help, labelNames, registers: [metrics], ...(collect ? { collect } : {}) });
}
