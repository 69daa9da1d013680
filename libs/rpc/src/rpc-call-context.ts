import { NatsContext } from '@nestjs/microservices';
import type { Msg } from '@nats-io/transport-node';

import type { Caller } from './caller.js';

/** Nest's NATS context of one call, with the caller that the access guard found in it. */
export class RpcCallContext extends NatsContext {
  caller: Caller | undefined;

  constructor(message: Msg) {
    super([message.subject, message.headers]);
  }

  /** A request header's value; undefined when it was not sent. */
  header(name: string): string | undefined {
    const value = (this.getArgByIndex(1) as Msg['headers'])?.get(name);
    return value === '' ? undefined : value;
  }
}
