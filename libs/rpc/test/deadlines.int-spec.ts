import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { defineRpc, reply } from '@atrium/contracts';
import { currentRequest, metrics, runInRequestContext } from '@atrium/observability';
import { eventually } from '@atrium/testing';

import { RpcSuite, serving, uniqueService } from './rpc-suite.js';

const service = uniqueService();

class NothingRequest {}

function contractOf(verb: string, timeoutMs: number) {
  return defineRpc({
    subject: `${service}.rpc.${verb}.v1`,
    request: NothingRequest,
    response: reply<unknown>(),
    access: 'anyone',
    timeoutMs,
  });
}

const slow = contractOf('slow', 150);
const patient = contractOf('patient', 60_000);
const unused = contractOf('unused', 5_000);
const timeLeft = contractOf('time-left', 5_000);
const timeLeftOfOther = contractOf('other', 300);
const nobody = contractOf('nobody', 5_000);

/** How long something takes to end, in milliseconds. */
async function durationOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work.catch(() => undefined);
  return performance.now() - startedAt;
}

describe('a caller', () => {
  let suite: RpcSuite;
  let answerNow: () => void = () => undefined;
  const unusedAnswer = jest.fn();

  beforeAll(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    suite = await RpcSuite.start();
    const answerLate = () =>
      new Promise<string>((resolve) => {
        answerNow = () => resolve('late');
      });
    await suite.serve(
      service,
      serving(slow, answerLate),
      serving(patient, answerLate),
      serving(unused, unusedAnswer),
      serving(timeLeft, () => Math.round((currentRequest()?.deadline ?? 0) - performance.now())),
      serving(timeLeftOfOther, () => suite.rpc.call(timeLeft, {})),
    );
  });

  afterEach(() => answerNow());

  afterAll(() => suite.stop());

  it('of a service that is not there learns so at once', async () => {
    const call = suite.rpc.call(nobody, {});
    await expect(call).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      detail: `The ${service} service cannot be reached now`,
    });
    expect(await durationOf(suite.rpc.call(nobody, {}))).toBeLessThan(1_000);
  });

  it('of a slow handler waits as long as the contract says', async () => {
    const call = suite.rpc.call(slow, {});
    const duration = durationOf(call);
    await expect(call).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      detail: `${slow.subject} did not answer in time`,
    });
    expect(await duration).toBeGreaterThanOrEqual(140);
    expect(await duration).toBeLessThan(1_500);
  });

  it('waits no longer than the request that it serves itself', async () => {
    const deadline = performance.now() + 100;
    const call = runInRequestContext({ requestId: 'r', deadline }, () => suite.rpc.call(patient, {}));
    await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(performance.now()).toBeLessThan(deadline + 1_000);
  });

  it('hands the time it has left to the services behind', async () => {
    await expect(suite.rpc.call(timeLeft, {})).resolves.toBeGreaterThan(300);
    const left = await suite.rpc.call(timeLeftOfOther, {});
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(300);
  });

  it('without time left does not call at all', async () => {
    const deadline = performance.now() + 0.5;
    const call = runInRequestContext({ requestId: 'r', deadline }, () => suite.rpc.call(unused, {}));
    await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await suite.rpc.call(timeLeft, {});
    expect(unusedAnswer).not.toHaveBeenCalled();
  });

  it('who goes away is not waited for', async () => {
    const gone = new AbortController();
    const call = runInRequestContext({ requestId: 'r', signal: gone.signal }, () => suite.rpc.call(patient, {}));
    const isRejected = expect(call).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      detail: 'The caller went away',
    });
    gone.abort();
    await isRejected;
  });

  it('who has gone already is not served at all', async () => {
    const signal = AbortSignal.abort();
    const call = runInRequestContext({ requestId: 'r', signal }, () => suite.rpc.call(unused, {}));
    await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', detail: 'The caller went away' });
    await suite.rpc.call(timeLeft, {});
    expect(unusedAnswer).not.toHaveBeenCalled();
  });

  it('gets no reply that comes after it stopped waiting', async () => {
    await expect(suite.rpc.call(slow, {})).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    answerNow();
    await eventually(async () => {
      const served = await metrics.getSingleMetricAsString('rpc_server_duration_seconds');
      expect(served).toContain(`subject="${slow.subject}",outcome="ABANDONED"`);
    });
  });
});
