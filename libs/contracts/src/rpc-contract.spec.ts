import { describe, expect, it } from '@jest/globals';

import { defineRpc, reply } from './rpc-contract.js';

class NothingRequest {}

describe('a contract', () => {
  const ping = defineRpc({
    subject: 'test.rpc.ping.v1',
    request: NothingRequest,
    response: reply<string>(),
    access: 'anyone',
  });

  it('gives a caller two seconds and no refusals of its own unless it says otherwise', () => {
    expect(ping).toEqual({
      subject: 'test.rpc.ping.v1',
      request: NothingRequest,
      access: 'anyone',
      errors: [],
      timeoutMs: 2_000,
    });
  });
});
