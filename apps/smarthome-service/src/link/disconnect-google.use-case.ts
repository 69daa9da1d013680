import { Injectable } from '@nestjs/common';
import { revokeAuthorization } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { DomainError, RpcClient, type Caller } from '@atrium/rpc';

import { GoogleLinks } from './google-links.js';

/** Google says that somebody has unlinked: reports end, and with the grant every token of it. */
@Injectable()
export class DisconnectGoogle {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly links: GoogleLinks,
    private readonly rpc: RpcClient,
  ) {}

  /** Takes the caller that Google's token stands for; doing it again does no harm. */
  async execute(caller: Caller): Promise<void> {
    await this.unitOfWork.run((tx) => this.links.unlink(tx, caller.userId));
    if (!caller.client) return;
    try {
      // The session of a client's token is the grant it was issued under.
      await this.rpc.call(revokeAuthorization, { id: caller.sessionId }, caller);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'AUTHORIZATION_NOT_FOUND')) throw error;
    }
  }
}
