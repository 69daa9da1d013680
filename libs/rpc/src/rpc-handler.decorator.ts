import { SetMetadata, UseFilters, UseGuards, UsePipes } from '@nestjs/common';
import { MessagePattern, Transport } from '@nestjs/microservices';
import type { ErrorCode, RpcContract } from '@atrium/contracts';

import { RpcAccessGuard } from './rpc-access.guard.js';
import { RPC_ACCESS } from './rpc-access.js';
import { RpcErrorFilter } from './rpc-error.filter.js';
import { contractPipe } from './validation.js';

/**
 * Makes a controller method the server of a contract: its subject, who may call it and what a request must look like
 * come from the contract, and the compiler checks the method's own types against it.
 */
export function RpcHandler<Request extends object, Response, Code extends ErrorCode>(
  contract: RpcContract<Request, Response, Code>,
) {
  return <Key extends string>(
    target: Record<Key, (request: Request, ...context: never[]) => Promise<Response>>,
    key: Key,
    descriptor: PropertyDescriptor,
  ): void => {
    SetMetadata(RPC_ACCESS, contract.access)(target, key, descriptor);
    UseGuards(RpcAccessGuard)(target, key, descriptor);
    UsePipes(contractPipe(contract.request))(target, key, descriptor);
    UseFilters(RpcErrorFilter)(target, key, descriptor);
    MessagePattern(contract.subject, Transport.NATS)(target, key, descriptor);
  };
}
