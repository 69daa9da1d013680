import { register, requestOtp, verifyOtp, type TokenSet } from '@atrium/contracts';
import { Database } from '@atrium/persistence';
import { RpcClient } from '@atrium/rpc';
import { parseConfig, startService } from '@atrium/service';
import { createDatabase, EventTap, MailSink, TestNats, testServers } from '@atrium/testing';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { Logger, type INestApplicationContext } from '@nestjs/common';

import { authService } from '../src/auth-service.js';
import { UserServiceStandIn } from './user-service-stand-in.js';

export interface AuthServiceUnderTest {
  readonly app: INestApplicationContext;
  /** Calls the service over NATS. */
  readonly rpc: RpcClient;
  readonly database: Database;
  /** The test's own connection, to stand in for other services. */
  readonly nats: NatsConnection;
  readonly events: EventTap;
  readonly users: UserServiceStandIn;
  readonly mails: MailSink;
  /** Registers somebody new and returns their address. */
  registered(): Promise<string>;
  /** Asks for a code and reads it from the mail. */
  codeFor(email: string): Promise<string>;
  /** Registers somebody new and signs them in. */
  signedIn(): Promise<TokenSet>;
  stop(): Promise<void>;
}

export interface AuthServiceOptions {
  /**
   * Which database of the Redis server to use. Each spec file has its own: in a common one the workers of two services
   * would take each other's mails.
   */
  readonly redisDatabase: number;
  readonly redisUrl?: string;
  /** Settings besides those of all tests. */
  readonly env?: Readonly<Record<string, string>>;
}

let people = 0;

/** Starts the service with servers of its own; a stand-in answers for user-service. One for each spec file. */
export async function startAuthService(options: AuthServiceOptions): Promise<AuthServiceUnderTest> {
  // An unexpected error is a line in the test's output; everything else is silent.
  Logger.overrideLogger(['error', 'fatal']);
  const [server, db, mails] = await Promise.all([TestNats.start(), createDatabase('auth'), MailSink.start()]);
  const nats = await connect({ servers: server.url });
  const events = await EventTap.open(nats);
  const users = await UserServiceStandIn.serve(nats, events);
  const redisUrl = options.redisUrl ?? new URL(`/${options.redisDatabase}`, testServers().redisUrl).href;
  const config = parseConfig(authService.config, {
    ...environment(server.url, db.url, redisUrl, mails.url),
    ...options.env,
  });
  const service = await startService(authService, config);
  const rpc = service.app.get(RpcClient, { strict: false });
  const stop = async (): Promise<void> => {
    await service.stop();
    await nats.close();
    await Promise.all([server.stop(), db.drop(), mails.stop()]);
  };
  const { app } = service;
  const actions = actionsOf(rpc, mails);
  return { app, rpc, database: app.get(Database, { strict: false }), nats, events, users, mails, ...actions, stop };
}

function environment(natsUrl: string, databaseUrl: string, redisUrl: string, smtpUrl: string): Record<string, string> {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    PORT: '1', // Nothing listens: the internal port belongs to the process, not to the service.
    NATS_URL: natsUrl,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_MAX: '8',
    REDIS_URL: redisUrl,
    INTERNAL_TOKEN: 'a token that only this test knows of',
    SMTP_URL: smtpUrl,
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
  };
}

function actionsOf(rpc: RpcClient, mails: MailSink): Pick<AuthServiceUnderTest, 'registered' | 'codeFor' | 'signedIn'> {
  const registered = async (): Promise<string> => {
    people += 1;
    const username = `alice${people}`;
    const email = `${username}@example.com`;
    await rpc.call(register, { username, email, password: 'securePass123', firstName: 'Alice', lastName: 'Johnson' });
    return email;
  };
  const codeFor = async (email: string): Promise<string> => {
    await rpc.call(requestOtp, { email });
    const { text } = await mails.waitForMailTo(email);
    const [code] = /\d{6}/.exec(text ?? '') ?? [];
    if (code === undefined) throw new Error(`No code in ${text}`);
    return code;
  };
  const signedIn = async (): Promise<TokenSet> => {
    const email = await registered();
    return rpc.call(verifyOtp, { email, otp: await codeFor(email) });
  };
  return { registered, codeFor, signedIn };
}
