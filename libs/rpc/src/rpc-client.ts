import { performance } from 'node:perf_hooks';

import { Inject, Injectable } from '@nestjs/common';
import { errors as natsErrors, type Msg } from '@nats-io/transport-node';
import type { ErrorCode, RpcContract } from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { currentRequest, latencyHistogram } from '@atrium/observability';

import { AS_SERVICE, type Identity } from './caller.js';
import { DomainError } from './domain-error.js';
import {
  ACCESS_TOKEN,
  ERROR_CODE,
  headersOf,
  INTERNAL_TOKEN,
  REQUEST_ID,
  TIMEOUT_MS,
  TRACEPARENT,
} from './rpc-headers.js';
import { RPC_OPTIONS, type RpcOptions } from './rpc-options.js';

const duration = latencyHistogram('rpc_client_duration_seconds', 'Time a caller waited for a reply', [
  'subject',
  'outcome',
]);

/**
 * Calls other services by their contracts. Refusals arrive as {@link DomainError}; a service that is not there is
 * SERVICE_UNAVAILABLE within milliseconds, one that is late DEADLINE_EXCEEDED. Never retries by itself.
 */
@Injectable()
export class RpcClient {
  constructor(
    private readonly nats: NatsLink,
    @Inject(RPC_OPTIONS) private readonly options: RpcOptions,
  ) {}

  /** Calls and parses the reply. */
  async call<Request extends object, Response, Code extends ErrorCode>(
    contract: RpcContract<Request, Response, Code>,
    request: Request,
    identity?: Identity,
  ): Promise<Response> {
    return (await this.request(contract, request, identity)).json<Response>();
  }

  /** Calls and returns the reply's JSON as it came, for whoever passes it on unread. */
  async callForJson<Request extends object, Response, Code extends ErrorCode>(
    contract: RpcContract<Request, Response, Code>,
    request: Request,
    identity?: Identity,
  ): Promise<Uint8Array> {
    return (await this.request(contract, request, identity)).data;
  }

  private async request<Request extends object, Response>(
    contract: RpcContract<Request, Response, ErrorCode>,
    request: Request,
    identity: Identity,
  ): Promise<Msg> {
    const startedAt = performance.now();
    let outcome = 'ok';
    try {
      return await this.send(contract, request, identity, startedAt);
    } catch (error) {
      outcome = error instanceof DomainError ? error.code : 'INTERNAL';
      throw error;
    } finally {
      duration.observe({ subject: contract.subject, outcome }, (performance.now() - startedAt) / 1_000);
    }
  }

  private async send<Request extends object, Response>(
    contract: RpcContract<Request, Response, ErrorCode>,
    request: Request,
    identity: Identity,
    startedAt: number,
  ): Promise<Msg> {
    const context = currentRequest();
    const timeout = Math.floor(Math.min(contract.timeoutMs, (context?.deadline ?? Infinity) - startedAt));
    if (timeout < 1) throw new DomainError('DEADLINE_EXCEEDED', `No time was left to call ${contract.subject}`);
    if (context?.signal?.aborted) throw callerGone();
    if (!this.nats.isUp) throw unavailable(contract.subject);

    const reply = this.nats.connection.request(contract.subject, JSON.stringify(request), {
      timeout,
      headers: headersOf({
        [ACCESS_TOKEN]: typeof identity === 'object' ? identity.accessToken : undefined,
        [INTERNAL_TOKEN]: identity === AS_SERVICE ? this.options.internalToken : undefined,
        [REQUEST_ID]: context?.requestId,
        [TRACEPARENT]: context?.traceparent,
        [TIMEOUT_MS]: String(timeout),
      }),
    });
    const message = await this.whileWaited(reply, contract.subject, context?.signal);
    const code = message.headers?.get(ERROR_CODE);
    if (code) {
      const { detail, fields, retryAfterSeconds } =
        message.json<Pick<DomainError, 'detail' | 'fields' | 'retryAfterSeconds'>>();
      throw new DomainError(code as ErrorCode, detail, fields, { retryAfterSeconds });
    }
    return message;
  }

  /** Waits for the reply, but not past the loss of the connection or the caller's own departure. */
  private whileWaited(reply: Promise<Msg>, subject: string, signal: AbortSignal | undefined): Promise<Msg> {
    return new Promise((resolve, reject) => {
      const stopWatching = this.nats.onLoss(() => {
        settle();
        reject(unavailable(subject));
      });
      const onAbort = (): void => {
        settle();
        reject(callerGone());
      };
      const settle = (): void => {
        stopWatching();
        signal?.removeEventListener('abort', onAbort);
      };
      signal?.addEventListener('abort', onAbort);
      reply.then(
        (message) => {
          settle();
          resolve(message);
        },
        (error: unknown) => {
          settle();
          reject(translate(error, subject));
        },
      );
    });
  }
}

function callerGone(): DomainError {
  return new DomainError('DEADLINE_EXCEEDED', 'The caller went away');
}

function unavailable(subject: string, cause?: unknown): DomainError {
  const service = subject.split('.', 1)[0] ?? subject;
  return new DomainError('SERVICE_UNAVAILABLE', `The ${service} service cannot be reached now`, undefined, { cause });
}

function translate(error: unknown, subject: string): DomainError {
  if (error instanceof natsErrors.TimeoutError) {
    return new DomainError('DEADLINE_EXCEEDED', `${subject} did not answer in time`, undefined, { cause: error });
  }
  return unavailable(subject, error);
}
