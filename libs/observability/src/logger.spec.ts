import { describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';

import { createLogger, NestLogger, type LogLevel } from './logger.js';
import { runInRequestContext } from './request-context.js';

type Line = Readonly<Record<string, unknown>>;

/** A Nest logger that writes into a list. */
function loggerInto(lines: Line[], level: LogLevel = 'trace'): Logger {
  const write = (text: string): void => void lines.push(JSON.parse(text) as Line);
  Logger.overrideLogger(new NestLogger(createLogger('test-service', level, { write })));
  return new Logger('Context');
}

describe('a log line', () => {
  it('is JSON with time, level, service and where it comes from', () => {
    const lines: Line[] = [];
    loggerInto(lines).log('hello');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
        service: 'test-service',
        pid: process.pid,
        context: 'Context',
        msg: 'hello',
      },
    ]);
  });

  it('carries the id of the request that is being served', () => {
    const lines: Line[] = [];
    const logger = loggerInto(lines);
    runInRequestContext({ requestId: 'one', traceparent: '00-ab-cd-01' }, () => logger.log('inside'));
    logger.log('outside');
    expect(lines[0]).toMatchObject({ requestId: 'one', traceparent: '00-ab-cd-01' });
    expect(lines[1]).not.toHaveProperty('requestId');
  });

  it.each(['authorization', 'cookie', 'password', 'otp', 'token', 'accessToken', 'refreshToken', 'idToken', 'body'])(
    'never shows a %s, wherever it stands',
    (name) => {
      const lines: Line[] = [];
      const logger = loggerInto(lines);
      logger.log({ msg: 'top', [name]: 'hunter2' });
      logger.warn({ msg: 'nested', request: { [name]: 'hunter2', headers: { [name]: 'hunter2' } } });
      logger.error({ msg: 'listed', requests: [{ [name]: 'hunter2' }] });
      logger.error({ msg: 'thrown', err: Object.assign(new Error('refused'), { [name]: 'hunter2' }) });
      expect(lines).toHaveLength(4);
      expect(JSON.stringify(lines)).not.toContain('hunter2');
    },
  );

  it('shows an error with its stack and its cause', () => {
    const lines: Line[] = [];
    const err = new Error('broken', { cause: new Error('the disk') });
    loggerInto(lines).error({ msg: 'failed', err });
    expect(lines[0]).toMatchObject({
      level: 'error',
      msg: 'failed',
      err: {
        message: expect.stringContaining('the disk') as unknown,
        stack: expect.stringContaining('Error') as unknown,
      },
    });
  });

  it('keeps the stack that Nest hands over beside a message', () => {
    const lines: Line[] = [];
    loggerInto(lines).error('failed', 'at somewhere');
    expect(lines[0]).toMatchObject({ msg: 'failed', stack: 'at somewhere', context: 'Context' });
  });

  it('is written from its level on', () => {
    const lines: Line[] = [];
    const logger = loggerInto(lines, 'warn');
    logger.verbose('no');
    logger.debug('no');
    logger.log('no');
    logger.warn('yes');
    logger.error('yes');
    logger.fatal('yes');
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'error', 'fatal']);
  });
});
