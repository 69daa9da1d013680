import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';

import { isTransient, violatesUnique } from './query-faults.js';

/** An error as `pg` throws it. */
function fault(code: string | undefined, message = 'failed', constraint?: string): Error {
  return Object.assign(new Error(message), { code, constraint });
}

/** The same error as it comes through TypeORM. */
function wrapped(error: Error): QueryFailedError {
  return new QueryFailedError('SELECT 1', [], error);
}

describe('a transient fault', () => {
  it.each([
    ['a lost connection', fault('08006')],
    ['a serialisation failure', fault('40001')],
    ['a deadlock', fault('40P01')],
    ['too many connections', fault('53300')],
    ['a full disk', fault('53100')],
    ['a server that shuts down', fault('57P01')],
    ['a server that starts', fault('57P03')],
    ['a refused connection', fault('ECONNREFUSED')],
    ['a reset connection', fault('ECONNRESET')],
    ['a broken pipe', fault('EPIPE')],
    ['a connection that ended', fault(undefined, 'Connection terminated unexpectedly')],
    ['a connection that came too late', fault(undefined, 'Connection terminated due to connection timeout')],
    ['an exhausted pool', fault(undefined, 'timeout exceeded when trying to connect')],
    [
      'a client whose connection broke',
      fault(undefined, 'Client has encountered a connection error and is not queryable'),
    ],
  ])('is %s', (_, error) => {
    expect(isTransient(error)).toBe(true);
    expect(isTransient(wrapped(error))).toBe(true);
  });

  it.each([
    ['a unique violation', fault('23505')],
    ['a missing table', fault('42P01')],
    ['a value out of range', fault('22003')],
    ['a query that took too long', fault('57014')],
    ['a bug', new TypeError('x is not a function')],
    ['no error', 'Connection terminated'],
    ['nothing', undefined],
  ])('is not %s', (_, error) => {
    expect(isTransient(error)).toBe(false);
    if (error instanceof Error) expect(isTransient(wrapped(error))).toBe(false);
  });
});

describe('a unique violation', () => {
  it.each([
    ['of this constraint', fault('23505', 'duplicate', 'user_email'), true],
    ['of another constraint', fault('23505', 'duplicate', 'user_name'), false],
    ['that is something else', fault('23503', 'foreign key', 'user_email'), false],
  ])('%s is told', (_, error, expected) => {
    expect(violatesUnique(error, 'user_email')).toBe(expected);
    expect(violatesUnique(wrapped(error), 'user_email')).toBe(expected);
  });

  it('is nothing that is no error', () => {
    expect(violatesUnique({ code: '23505', constraint: 'user_email' }, 'user_email')).toBe(false);
    expect(violatesUnique(undefined, 'user_email')).toBe(false);
  });
});
