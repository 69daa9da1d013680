import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Logger } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { defineRpc, reply, type ErrorCode, type RpcAccess } from '@atrium/contracts';

import { AS_SERVICE, CurrentCaller, RpcHandler, type Caller, type Identity } from '../src/index.js';
import { RpcSuite, serving, uniqueService } from './rpc-suite.js';

const service = uniqueService();

class NothingRequest {}

function contractFor(access: RpcAccess, verb: string = access) {
  return defineRpc({
    subject: `${service}.rpc.${verb}.v1`,
    request: NothingRequest,
    response: reply<string>(),
    access,
  });
}

const forAnyone = contractFor('anyone');
const forUsers = contractFor('user');
const forServices = contractFor('service');
const careless = contractFor('anyone', 'careless');

@Controller()
class CallerController {
  @RpcHandler(forUsers)
  name(@Payload() _request: NothingRequest, @CurrentCaller() { userId }: Caller): Promise<string> {
    return Promise.resolve(userId);
  }

  @RpcHandler(careless)
  nameOfAnyone(@Payload() _request: NothingRequest, @CurrentCaller() { userId }: Caller): Promise<string> {
    return Promise.resolve(userId);
  }
}

const john: Identity = { accessToken: 'token-of-john' };
const forger: Identity = { accessToken: 'forged' };

describe('access', () => {
  let suite: RpcSuite;
  const served = jest.fn(() => 'served');

  beforeAll(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    suite = await RpcSuite.start();
    await suite.serve(service, serving(forAnyone, served), serving(forServices, served), CallerController);
  });

  afterAll(() => suite.stop());

  beforeEach(() => {
    served.mockClear();
  });

  it.each<[string, Identity]>([
    ['without a token', undefined],
    ['with a bad token', forger],
    ['as a service', AS_SERVICE],
  ])('for anyone is open %s', async (_, identity) => {
    await expect(suite.rpc.call(forAnyone, {}, identity)).resolves.toBe('served');
  });

  it('for users tells the handler who calls', async () => {
    await expect(suite.rpc.call(forUsers, {}, john)).resolves.toBe('id-of-john');
  });

  it.each<[string, Identity, ErrorCode, string]>([
    ['without a token', undefined, 'UNAUTHENTICATED', 'Authentication credentials were not provided.'],
    ['with a bad token', forger, 'TOKEN_INVALID', 'Invalid or expired token'],
    ['to a service that names nobody', AS_SERVICE, 'UNAUTHENTICATED', 'Authentication credentials were not provided.'],
  ])('for users is refused %s', async (_, identity, code, detail) => {
    await expect(suite.rpc.call(forUsers, {}, identity)).rejects.toMatchObject({ code, detail });
  });

  it('for services is open to whoever holds the internal token', async () => {
    await expect(suite.rpc.call(forServices, {}, AS_SERVICE)).resolves.toBe('served');
  });

  it.each<[string, Identity]>([
    ['without a token', undefined],
    ['to a person', john],
  ])('for services is refused %s', async (_, identity) => {
    await expect(suite.rpc.call(forServices, {}, identity)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(served).not.toHaveBeenCalled();
  });

  it.each(['', 'the secret of these tests, 32 characterz', 'short'])(
    'for services is refused with the wrong internal token "%s"',
    async (internalToken) => {
      const stranger = suite.clientWith(internalToken);
      await expect(stranger.call(forServices, {}, AS_SERVICE)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(served).not.toHaveBeenCalled();
    },
  );

  it('is decided before the request is looked at', async () => {
    const request = { unknown: true } as NothingRequest;
    await expect(suite.rpc.call(forUsers, request)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('gives a handler that is open to anyone no caller, whatever token comes along', async () => {
    await expect(suite.rpc.call(careless, {}, john)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
