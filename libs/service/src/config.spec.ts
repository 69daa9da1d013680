import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';

import {
  ConfigError,
  databaseSettings,
  flag,
  parseConfig,
  processSettings,
  readConfig,
  redisSettings,
} from './config.js';

const schema = processSettings.extend(databaseSettings.shape).extend(redisSettings.shape);

const environment = {
  PORT: '8001',
  NATS_URL: 'nats://localhost:4222',
  INTERNAL_TOKEN: 'x'.repeat(32),
  DATABASE_URL: 'postgres://localhost/atrium',
  REDIS_URL: 'redis://localhost:6379',
};

/** The lines of the message that a wrong environment gives, one for each fault. */
function faultsOf(changes: Record<string, string | undefined>): string[] {
  try {
    parseConfig(schema, { ...environment, ...changes });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message.split('\n').filter((line) => line.startsWith('  '));
  }
}

describe('an environment', () => {
  it('is read with defaults for what it does not say', () => {
    expect(parseConfig(schema, environment)).toEqual({
      ...environment,
      PORT: 8001,
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      HOST: '0.0.0.0',
      NATS_STREAM_REPLICAS: 1,
      DATABASE_POOL_MAX: 10,
    });
  });

  it('that sets a variable to nothing does not set it', () => {
    expect(parseConfig(schema, { ...environment, LOG_LEVEL: '', NATS_INBOX_PREFIX: '' })).toMatchObject({
      LOG_LEVEL: 'info',
    });
    expect(faultsOf({ PORT: '' })).toEqual(['  PORT: is not set; it is required']);
  });

  it('may hold more than the process needs, which it does not see', () => {
    expect(parseConfig(schema, { ...environment, PATH: '/bin' })).not.toHaveProperty('PATH');
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['NODE_ENV', 'staging'],
    ['LOG_LEVEL', 'loud'],
    ['NATS_URL', 'localhost:4222'],
    ['NATS_URL', 'http://localhost:4222'],
    ['NATS_INBOX_PREFIX', 'a.b'],
    ['NATS_STREAM_REPLICAS', '0'],
    ['INTERNAL_TOKEN', 'short'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['DATABASE_POOL_MAX', '1'],
    ['REDIS_URL', 'localhost'],
  ])('with %s=%s is refused by that name', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^  ${name}: .+`))]);
  });

  it('names all that is wrong with it at once, and no value', () => {
    const faults = faultsOf({ PORT: 'x', NATS_URL: 'secret', INTERNAL_TOKEN: 'secret', REDIS_URL: undefined });
    expect(faults.map((line) => line.trim().split(':')[0])).toEqual([
      'PORT',
      'NATS_URL',
      'INTERNAL_TOKEN',
      'REDIS_URL',
    ]);
    expect(faults.join()).not.toContain('secret');
    expect(faults.at(-1)).toContain('is not set');
  });

  it('is named by its variable also where one of several values in it is wrong', () => {
    const list = z.object({
      URLS: z
        .string()
        .transform((text) => text.split(','))
        .pipe(z.array(z.url())),
    });
    expect(() => parseConfig(list, { URLS: 'http://a,b' })).toThrow(/^ {2}URLS: (?!is not set)/m);
  });

  it.each([
    ['true', true],
    ['1', true],
    ['yes', true],
    ['on', true],
    ['false', false],
    ['0', false],
    ['no', false],
    ['off', false],
  ])('may say %s for %s', (text, value) => {
    expect(parseConfig(z.object({ FLAG: flag }), { FLAG: text })).toEqual({ FLAG: value });
  });
});

describe('a process', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('ends with a message when its environment is wrong', () => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('the process ended');
    });
    const needed = z.object({ SURELY_NOT_SET: z.string(), NOR_THIS: z.string() });
    expect(() => readConfig(needed)).toThrow('the process ended');
    expect(exit).toHaveBeenCalledWith(78);
    expect(write.mock.calls.join()).toMatch(/SURELY_NOT_SET.*\n.*NOR_THIS.*\n.*\.env\.example/);
  });

  it('reads its own environment', () => {
    const [name = ''] = Object.keys(process.env).filter((key) => process.env[key] !== '');
    expect(readConfig(z.object({ [name]: z.string() }))).toEqual({ [name]: process.env[name] });
  });
});
