import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { Health } from './health.js';
import { counter, gauge, metrics } from './metrics.js';
import { OpsServer } from './ops-server.js';

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

describe('the internal port', () => {
  const health = new Health('test-service', '1.2.3');
  const ops = new OpsServer(health);
  let isUp = true;
  let url: string;

  beforeAll(async () => {
    health.addReadiness('nats', () => isUp);
    health.started();
    const port = await freePort();
    await ops.listen(port, '127.0.0.1');
    url = `http://127.0.0.1:${port}`;
  });

  afterAll(() => ops.close());

  it.each([
    ['/health', 200, 503],
    ['/health/', 200, 503],
    ['/health/ready', 200, 503],
    ['/health/ready?verbose=1', 200, 503],
    ['/health/live', 200, 200],
    ['/', 404, 404],
    ['/healthy', 404, 404],
    ['/health/live/more', 404, 404],
  ])('answers %s with %d when all is well and %d when NATS is away', async (path, well, unwell) => {
    expect((await fetch(`${url}${path}`)).status).toBe(well);
    isUp = false;
    const answer = await fetch(`${url}${path}`);
    isUp = true;
    expect(answer.status).toBe(unwell);
  });

  it('says what is wrong', async () => {
    const answer = await fetch(`${url}/health`);
    expect(answer.headers.get('content-type')).toBe('application/json');
    await expect(answer.json()).resolves.toMatchObject({ status: 'ok', checks: { nats: true } });
  });

  it('shows the metrics of the process', async () => {
    counter('test_events_total', 'Events of this test').inc(3);
    const answer = await fetch(`${url}/metrics`);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    await expect(answer.text()).resolves.toContain('test_events_total 3');
  });

  it('survives a metric that cannot be measured', async () => {
    gauge('test_broken', 'Never there', [], () => Promise.reject(new Error('the database is away')));
    expect((await fetch(`${url}/metrics`)).status).toBe(500);
    metrics.removeSingleMetric('test_broken');
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
  });

  it('says so when the port is taken', async () => {
    const other = createServer();
    const port = await listen(other);
    await expect(new OpsServer(health).listen(port, '127.0.0.1')).rejects.toThrow('EADDRINUSE');
    other.close();
  });
});
