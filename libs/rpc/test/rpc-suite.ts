import { randomBytes } from 'node:crypto';

import { Controller, Module, type INestMicroservice, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Payload, type MicroserviceOptions } from '@nestjs/microservices';
import type { ErrorCode, RpcContract } from '@atrium/contracts';
import { NatsLink, NatsModule } from '@atrium/nats';
import { testServers } from '@atrium/testing';

import {
  DomainError,
  NatsRpcServer,
  RpcClient,
  RpcHandler,
  RpcModule,
  TokenVerifier,
  type Caller,
} from '../src/index.js';

export const INTERNAL_TOKEN_OF_TESTS = 'the secret of these tests, 32 characters';

/** A service name that no other test on the same NATS server has. */
export function uniqueService(): string {
  return `test-${randomBytes(6).toString('hex')}`;
}

/** Knows a token by its look: `token-of-john` is John's. */
class NamedTokenVerifier extends TokenVerifier {
  override verify(accessToken: string): Caller {
    const [, username] = /^token-of-(\w+)$/.exec(accessToken) ?? [];
    if (username === undefined) throw new DomainError('TOKEN_INVALID', 'Invalid or expired token');
    return {
      userId: `id-of-${username}`,
      sessionId: 'session',
      username,
      email: `${username}@example.com`,
      firstName: username,
      lastName: '',
      isStaff: false,
      expiresAt: Date.now() + 60_000,
      accessToken,
    };
  }
}

/** A controller that serves one contract with a function. */
export function serving<Request extends object, Response, Code extends ErrorCode>(
  contract: RpcContract<Request, Response, Code>,
  answer: (request: Request) => Response | Promise<Response>,
): Type<unknown> {
  @Controller()
  class FunctionController {
    @RpcHandler(contract)
    async serve(@Payload() request: Request): Promise<Response> {
      return answer(request);
    }
  }
  return FunctionController;
}

/** One connection with a client on it, and as many replicas of services as a test starts. */
export class RpcSuite {
  readonly rpc: RpcClient;
  readonly #replicas: INestMicroservice[] = [];

  private constructor(readonly link: NatsLink) {
    this.rpc = this.clientWith(INTERNAL_TOKEN_OF_TESTS);
  }

  static async start(url = testServers().natsUrl): Promise<RpcSuite> {
    return new RpcSuite(await NatsLink.connect({ url, name: 'rpc-test' }));
  }

  /** A client of somebody who holds this internal token. */
  clientWith(internalToken: string): RpcClient {
    return new RpcClient(this.link, { internalToken });
  }

  /** Starts one replica of a service; closing it early is the caller's business. */
  async serve(service: string, ...controllers: Type<unknown>[]): Promise<INestMicroservice> {
    @Module({
      imports: [NatsModule.forRoot(this.link), RpcModule.forRoot({ internalToken: INTERNAL_TOKEN_OF_TESTS })],
      providers: [{ provide: TokenVerifier, useClass: NamedTokenVerifier }],
      controllers,
    })
    class ReplicaModule {}

    const strategy = new NatsRpcServer(this.link, service);
    const replica = await NestFactory.createMicroservice<MicroserviceOptions>(ReplicaModule, { strategy });
    await replica.listen();
    // The server knows the subscriptions once it has answered a ping.
    await this.link.connection.flush();
    this.#replicas.push(replica);
    return replica;
  }

  async stop(): Promise<void> {
    for (const replica of this.#replicas) await replica.close();
    await this.link.drain();
  }
}
