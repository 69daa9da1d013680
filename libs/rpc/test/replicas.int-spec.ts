import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger, type INestMicroservice } from '@nestjs/common';
import { defineRpc, reply } from '@atrium/contracts';
import { eventually } from '@atrium/testing';

import { RpcSuite, serving, uniqueService } from './rpc-suite.js';

const service = uniqueService();

class NothingRequest {}

const name = defineRpc({
  subject: `${service}.rpc.name.v1`,
  request: NothingRequest,
  response: reply<string>(),
  access: 'anyone',
});
const nameLater = defineRpc({ ...name, subject: `${service}.rpc.name-later.v1`, response: reply<string>() });

describe('two replicas', () => {
  let suite: RpcSuite;
  let first: INestMicroservice;
  const waiting: (() => void)[] = [];

  /** A replica that tells its name: at once, or once the test lets it. */
  function start(replica: string): Promise<INestMicroservice> {
    const later = () => new Promise<string>((resolve) => waiting.push(() => resolve(replica)));
    return suite.serve(
      service,
      serving(name, () => replica),
      serving(nameLater, later),
    );
  }

  function namesOf(calls: number): Promise<string[]> {
    return Promise.all(Array.from({ length: calls }, () => suite.rpc.call(name, {})));
  }

  beforeAll(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    suite = await RpcSuite.start();
    first = await start('first');
    await start('second');
  });

  afterAll(() => suite.stop());

  it('share the calls, each of which is served once', async () => {
    expect(new Set(await namesOf(50))).toEqual(new Set(['first', 'second']));
  });

  it('lose no call when one of them stops: it finishes what it has, the other takes what is new', async () => {
    const calls = Array.from({ length: 30 }, () => suite.rpc.call(nameLater, {}));
    await eventually(() => expect(waiting).toHaveLength(30));
    let isClosed = false;
    const closing = first.close().then(() => {
      isClosed = true;
    });
    await suite.link.connection.flush();

    expect(new Set(await namesOf(50))).toEqual(new Set(['second']));
    expect(isClosed).toBe(false);
    for (const answer of waiting) answer();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['first', 'second']));
    await closing;
  });
});
