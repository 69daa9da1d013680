import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { defineRpc, reply } from '@atrium/contracts';
import { eventually, quietly, TestNats } from '@atrium/testing';

import { RpcSuite, serving, uniqueService } from './rpc-suite.js';

const service = uniqueService();

class NothingRequest {}

const patient = defineRpc({
  subject: `${service}.rpc.patient.v1`,
  request: NothingRequest,
  response: reply<string>(),
  access: 'anyone',
  timeoutMs: 60_000,
});
const quick = defineRpc({ ...patient, subject: `${service}.rpc.quick.v1`, response: reply<string>() });

const asked = Promise.withResolvers<undefined>();
const answer = Promise.withResolvers<string>();
let nats: TestNats;
let suite: RpcSuite;

beforeAll(async () => {
  Logger.overrideLogger(['error', 'fatal']);
  nats = await TestNats.start();
  suite = await RpcSuite.start(nats.url);
  const answerLate = () => {
    asked.resolve(undefined);
    return answer.promise;
  };
  await suite.serve(
    service,
    serving(quick, () => 'quick'),
    serving(patient, answerLate),
  );
});

afterAll(async () => {
  await suite.stop();
  await nats.stop();
});

it('A caller learns at once that NATS is gone, and is served again once it is back', async () => {
  await quietly(async () => {
    const waiting = suite.rpc.call(patient, {});
    const isRefused = expect(waiting).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await asked.promise;
    await nats.halt();
    await isRefused;
    await expect(suite.rpc.call(quick, {})).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    answer.resolve('too late');

    await nats.resume();
    await eventually(() => expect(suite.rpc.call(quick, {})).resolves.toBe('quick'));
  });
});
