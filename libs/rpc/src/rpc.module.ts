import { Global, Module, type DynamicModule } from '@nestjs/common';

import { RpcClient } from './rpc-client.js';
import { RPC_OPTIONS, type RpcOptions } from './rpc-options.js';

/** Gives every module of a process the client for other services' contracts. */
@Global()
@Module({})
export class RpcModule {
  static forRoot(options: RpcOptions): DynamicModule {
    return {
      module: RpcModule,
      providers: [RpcClient, { provide: RPC_OPTIONS, useValue: options }],
      exports: [RpcClient, RPC_OPTIONS],
    };
  }
}
