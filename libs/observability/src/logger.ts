import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as Pino, type LoggerOptions } from 'pino';

import { currentRequest } from './request-context.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Fields that never reach a log, wherever they stand in a logged object. */
const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'otp',
  'token',
  'accessToken',
  'refreshToken',
  'idToken',
  'secret',
  'body',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** One JSON line per event on standard output, with the request's id on every line written while serving it. */
export function createLogger(service: string, level: LogLevel, output: DestinationStream = pino.destination(1)): Pino {
  const options: LoggerOptions = {
    level,
    base: { service, pid: process.pid },
    redact: { paths: SECRETS, censor: '[redacted]' },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const request = currentRequest();
      return request === undefined ? {} : { requestId: request.requestId, traceparent: request.traceparent };
    },
  };
  return pino(options, output);
}

/** Lets Nest and everything that uses its `Logger` write through pino. Objects become fields; `msg` is their text. */
export class NestLogger implements LoggerService {
  constructor(private readonly pinoLogger: Pino) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest passes the context name last and, for errors, a stack before it. */
  private write(level: Exclude<LogLevel, 'silent'>, message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    const fields = { context, ...(typeof stack === 'string' ? { stack } : {}) };
    if (message instanceof Error) this.pinoLogger[level]({ ...fields, err: message }, message.message);
    else if (typeof message === 'object' && message !== null) this.pinoLogger[level]({ ...fields, ...message });
    else this.pinoLogger[level](fields, String(message));
  }
}
