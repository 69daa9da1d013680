import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger, type ArgumentsHost } from '@nestjs/common';
import type { ErrorCode } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { connectionOn, FakeSocket } from '../../test/fake-socket.js';
import type { Connections } from './connections.js';
import { FrameRefusal } from './frame-error.js';
import { FrameErrorFilter } from './frame-error.filter.js';

describe('a frame that fails', () => {
  const socket = new FakeSocket();
  const connection = connectionOn(socket);
  const filter = new FrameErrorFilter({ of: () => connection } as unknown as Connections);
  const host = { switchToWs: () => ({ getClient: () => socket, getData: () => ({}) }) } as unknown as ArgumentsHost;
  const error = jest.fn();

  beforeEach(() => {
    Logger.overrideLogger({ log: jest.fn(), warn: jest.fn(), error });
    error.mockClear();
    socket.frames.length = 0;
  });

  afterEach(() => {
    expect(socket.closes).toEqual([]);
  });

  /** Frames leave at the end of the turn. */
  async function answer(thrown: unknown): Promise<unknown[]> {
    filter.catch(thrown, host);
    await new Promise((resolve) => setImmediate(resolve));
    return socket.frames;
  }

  it('is refused here with its own code', async () => {
    expect(await answer(new FrameRefusal('not_joined', 'Join first'))).toEqual([
      { type: 'error', code: 'not_joined', message: 'Join first' },
    ]);
  });

  it.each<[ErrorCode, string]>([
    ['VALIDATION_FAILED', 'bad_frame'],
    ['UNAUTHENTICATED', 'unauthenticated'],
    ['TOKEN_INVALID', 'unauthenticated'],
    ['FORBIDDEN', 'forbidden'],
    ['CHANNEL_NOT_FOUND', 'not_found'],
    ['CLIENT_ID_REUSED', 'conflict'],
    ['TOO_MANY_REQUESTS', 'rate_limited'],
    ['SERVICE_UNAVAILABLE', 'unavailable'],
    ['DEADLINE_EXCEEDED', 'unavailable'],
  ])('with %s is answered with %s and its words', async (code, told) => {
    expect(await answer(new DomainError(code, 'In these words'))).toEqual([
      { type: 'error', code: told, message: 'In these words' },
    ]);
    expect(error).not.toHaveBeenCalled();
  });

  it.each([
    ['a bug', new Error('secret')],
    ['a bug elsewhere', new DomainError('INTERNAL', 'secret')],
    ['a refusal that no frame can meet', new DomainError('OTP_INVALID', 'secret')],
    ['something odd', 'secret'],
  ])('with %s is answered without a word of it, and logged', async (_, thrown) => {
    expect(await answer(thrown)).toEqual([{ type: 'error', code: 'internal', message: 'Unexpected error' }]);
    expect(error).toHaveBeenCalledTimes(1);
  });
});
