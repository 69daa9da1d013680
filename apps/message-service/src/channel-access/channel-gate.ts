import { Injectable } from '@nestjs/common';
import { getChannelAccess, type ChannelAccess } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { AS_SERVICE, DomainError, isRefusal, RpcClient } from '@atrium/rpc';

import { ChannelAccessRepository } from './channel-access.repository.js';

/**
 * Lets a person do something in a channel they may read. The projection's yes is enough; its no may only mean that an
 * event is still on its way, so the owner has the last word, and its yes is kept.
 */
@Injectable()
export class ChannelGate {
  constructor(
    private readonly rpc: RpcClient,
    private readonly unitOfWork: UnitOfWork,
    private readonly accesses: ChannelAccessRepository,
  ) {}

  /**
   * Runs `attempt`, which must find nothing (undefined) and change nothing unless the projection lets this person in,
   * and runs it once more after the owner said yes. Refuses with CHANNEL_NOT_FOUND.
   */
  async pass<Result extends object>(
    channelId: number,
    userId: string,
    attempt: () => Promise<Result | undefined>,
  ): Promise<Result> {
    const result = await attempt();
    if (result) return result;
    const access = await this.askOwner(channelId, userId);
    await this.unitOfWork.run((tx) => this.accesses.learn(tx, userId, access));
    const secondResult = await attempt();
    if (!secondResult) throw notFound();
    return secondResult;
  }

  private async askOwner(channelId: number, userId: string): Promise<ChannelAccess> {
    try {
      return await this.rpc.call(getChannelAccess, { channelId, userId }, AS_SERVICE);
    } catch (error) {
      throw isRefusal(error, 'CHANNEL_NOT_FOUND') ? notFound() : error;
    }
  }
}

/** One sentence for both, so that a stranger cannot tell which channels exist. */
function notFound(): DomainError {
  return new DomainError('CHANNEL_NOT_FOUND', 'Channel not found or not accessible');
}
