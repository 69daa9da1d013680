import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { defineRpc, reply } from '@atrium/contracts';
import { currentRequest, runInRequestContext } from '@atrium/observability';
import { quietly } from '@atrium/testing';
import { IsInt, IsString } from 'class-validator';

import { DomainError } from '../src/index.js';
import { RpcSuite, serving, uniqueService } from './rpc-suite.js';

const service = uniqueService();

class NoteRequest {
  @IsString()
  readonly text!: string;

  @IsInt()
  readonly page!: number;
}

class NothingRequest {}

const write = defineRpc({
  subject: `${service}.rpc.write.v1`,
  request: NoteRequest,
  response: reply<{ readonly text: string }>(),
  access: 'anyone',
  errors: ['CHANNEL_NOT_FOUND'],
});
const read = defineRpc({
  subject: `${service}.rpc.read.v1`,
  request: NothingRequest,
  response: reply<unknown>(),
  access: 'anyone',
});
const requestId = defineRpc({
  subject: `${service}.rpc.request-id.v1`,
  request: NothingRequest,
  response: reply<string | undefined>(),
  access: 'anyone',
});
const requestIdOfOther = defineRpc({ ...requestId, subject: `${service}.rpc.other.v1`, response: reply<unknown>() });

describe('a call', () => {
  let suite: RpcSuite;
  const answer = jest.fn<(request: NoteRequest) => { readonly text: string }>();
  const content = jest.fn<() => unknown>();

  beforeAll(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    suite = await RpcSuite.start();
    await suite.serve(
      service,
      serving(write, answer),
      serving(read, content),
      serving(requestId, () => currentRequest()?.requestId),
      serving(requestIdOfOther, () => suite.rpc.call(requestId, {})),
    );
  });

  afterAll(() => suite.stop());

  it('reaches the handler as sent and brings back its reply', async () => {
    answer.mockImplementationOnce(({ text, page }) => ({ text: `${text} on ${page} ✓` }));
    await expect(suite.rpc.call(write, { text: 'Grüße', page: 7 })).resolves.toEqual({ text: 'Grüße on 7 ✓' });
  });

  it('that is refused brings the code, the sentence and the fields', async () => {
    answer.mockImplementationOnce(() => {
      throw new DomainError('CHANNEL_NOT_FOUND', 'No such channel — sorry', { page: ['is not one'] });
    });
    const refusal: unknown = await suite.rpc.call(write, { text: '', page: 1 }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DomainError);
    expect(refusal).toMatchObject({
      code: 'CHANNEL_NOT_FOUND',
      detail: 'No such channel — sorry',
      fields: { page: ['is not one'] },
    });
  });

  it.each([
    ['lacks a field', { text: 'a' }, ['page']],
    ['has a field of the wrong type', { text: 5, page: 1 }, ['text']],
    ['has a number written as text', { text: 'a', page: '1' }, ['page']],
    ['has a field the contract does not know', { text: 'a', page: 1, admin: true }, ['admin']],
    ['is no object', 'text', ['text', 'page']],
    ['is null', null, ['text', 'page']],
    ['is a list', [{ text: 'a', page: 1 }], ['text', 'page']],
  ])('that %s is refused by field and never reaches the handler', async (_, request, fields) => {
    answer.mockClear();
    const refusal: unknown = await suite.rpc.call(write, request as NoteRequest).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(Object.keys((refusal as DomainError).fields ?? {})).toEqual(expect.arrayContaining(fields));
    expect(answer).not.toHaveBeenCalled();
  });

  it('that is not JSON is refused', async () => {
    const answered = await suite.link.connection.request(write.subject, '{"text":', { timeout: 1_000 });
    expect(answered.headers?.get('Atrium-Error')).toBe('VALIDATION_FAILED');
  });

  it('with a NUL character anywhere is refused, one that only writes about it is not', async () => {
    const refused = suite.rpc.call(write, { text: 'a\0b', page: 1 });
    await expect(refused).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    answer.mockImplementationOnce(({ text }) => ({ text }));
    await expect(suite.rpc.call(write, { text: '\\u0000', page: 1 })).resolves.toEqual({ text: '\\u0000' });
  });

  it('brings back null where the handler gives nothing', async () => {
    content.mockReturnValueOnce(undefined);
    await expect(suite.rpc.call(read, {})).resolves.toBeNull();
  });

  it('for JSON brings back the bytes that the service sent', async () => {
    content.mockReturnValueOnce([{ id: 1, name: 'é ✓', none: null }]);
    const bytes = await suite.rpc.callForJson(read, {});
    expect(Buffer.from(bytes).toString()).toBe('[{"id":1,"name":"é ✓","none":null}]');
  });

  it('for JSON is refused like any other', async () => {
    content.mockImplementationOnce(() => {
      throw new DomainError('FORBIDDEN', 'Not you');
    });
    await expect(suite.rpc.callForJson(read, {})).rejects.toMatchObject({ code: 'FORBIDDEN', detail: 'Not you' });
  });

  it('carries its request id through two services', async () => {
    const id = runInRequestContext({ requestId: 'id-of-the-test' }, () => suite.rpc.call(requestIdOfOther, {}));
    await expect(id).resolves.toBe('id-of-the-test');
  });

  it('gets a request id where it has none', async () => {
    await expect(suite.rpc.call(requestId, {})).resolves.toMatch(/^[\da-f-]{36}$/);
  });

  it('that meets a bug fails without a word of it, and the bug is logged once', async () => {
    const error = jest.fn();
    const bug = new Error('password is hunter2');
    Logger.overrideLogger({ log: jest.fn(), warn: jest.fn(), error });
    answer.mockImplementationOnce(() => {
      throw bug;
    });
    const failure: unknown = await suite.rpc.call(write, { text: 'a', page: 1 }).catch((reason: unknown) => reason);
    Logger.overrideLogger(['error', 'fatal']);
    expect(failure).toMatchObject({ code: 'INTERNAL', detail: 'Unexpected error', fields: undefined });
    expect(error.mock.calls).toEqual([
      [expect.objectContaining({ subject: write.subject, err: bug }), undefined, 'NatsRpcServer'],
    ]);
  });

  it('whose reply is larger than NATS carries fails at once and harms nobody', async () => {
    content.mockReturnValueOnce('x'.repeat(2_000_000)).mockReturnValueOnce('small');
    await quietly(async () => {
      await expect(suite.rpc.call(read, {})).rejects.toMatchObject({ code: 'INTERNAL' });
    });
    await expect(suite.rpc.call(read, {})).resolves.toBe('small');
  });
});
