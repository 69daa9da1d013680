import { BadRequestException, InternalServerErrorException, MethodNotAllowedException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { toHttpFault } from './http-fault.js';
import { HTTP_STATUS } from './http-status.js';

/** An error as Fastify raises it before any controller runs. */
function fastifyError(statusCode: number): Error {
  return Object.assign(new Error('said by Fastify'), { statusCode });
}

describe('a refusal', () => {
  it.each(ERROR_CODES.filter((code) => code !== 'INTERNAL'))(
    '%s has a status, and keeps its words and fields',
    (code) => {
      const fields = { name: ['is taken'] };
      expect(toHttpFault(new DomainError(code, 'No', fields))).toEqual({
        status: HTTP_STATUS[code],
        code,
        detail: 'No',
        fields,
      });
      expect(HTTP_STATUS[code]).toBeGreaterThanOrEqual(400);
    },
  );

  it('that is a bug elsewhere is a bug here', () => {
    expect(toHttpFault(new DomainError('INTERNAL', 'Unexpected error'))).toBeUndefined();
  });
});

describe('a fault of the transport', () => {
  it.each([
    [400, 'BAD_REQUEST', 'said by Fastify'],
    [404, 'NOT_FOUND', 'said by Fastify'],
    [405, 'METHOD_NOT_ALLOWED', 'said by Fastify'],
    [413, 'PAYLOAD_TOO_LARGE', 'said by Fastify'],
    [415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the request body as application/json'],
    [431, 'BAD_REQUEST', 'said by Fastify'],
  ])('with status %d is %s', (status, code, detail) => {
    expect(toHttpFault(fastifyError(status))).toEqual({ status, code, detail });
  });

  it('that Nest raises is told by its status too', () => {
    expect(toHttpFault(new BadRequestException('Odd'))).toMatchObject({
      status: 400,
      code: 'BAD_REQUEST',
      detail: 'Odd',
    });
    expect(toHttpFault(new MethodNotAllowedException())).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  });
});

it.each([
  ['an error', new Error('secret')],
  ['an error of the server', fastifyError(500)],
  ['an error of the server by Nest', new InternalServerErrorException('secret')],
  ['a string', 'secret'],
  ['nothing', undefined],
  ['an object with a status', { statusCode: 400 }],
])('Nobody outside is told of %s', (_, thrown) => {
  expect(toHttpFault(thrown)).toBeUndefined();
});
