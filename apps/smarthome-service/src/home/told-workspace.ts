import { Injectable } from '@nestjs/common';
import { getWorkspace } from '@atrium/contracts';
import { DomainError, RpcClient, type Caller } from '@atrium/rpc';

/** Who may have which workspace told of a home's devices. */
@Injectable()
export class ToldWorkspace {
  constructor(private readonly rpc: RpcClient) {}

  /** Rejects with WORKSPACE_NOT_FOUND where the caller is no member, and FORBIDDEN for its guests. */
  async check(workspaceId: number, caller: Caller): Promise<void> {
    const { role } = await this.rpc.call(getWorkspace, { workspaceId }, caller);
    if (role === 'guest') throw new DomainError('FORBIDDEN', 'Guests of a workspace tell it of no devices');
  }
}
