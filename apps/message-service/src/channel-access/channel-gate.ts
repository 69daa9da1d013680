import { Injectable } from '@nestjs/common';
import { getChannelAccess, type ChannelAccess } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { AS_SERVICE, DomainError, isRefusal, RpcClient } from '@atrium/rpc';

import { ChannelAccessRepository } from './channel-access.repository.js';

/** Something that somebody wants to do in a channel, known by whatever they named. */
interface Passage<Result> {
  readonly userId: string;
  /** The channel it is about; undefined when there is none, so that nobody can be asked. */
  readonly channelId: () => Promise<number | undefined>;
  /** Must find nothing (undefined) and change nothing unless the projection lets this person do it. */
  readonly attempt: () => Promise<Result | undefined>;
  /** One refusal for all that is not there or may not be seen, so that a stranger cannot tell which. */
  readonly refusal: () => DomainError;
}

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
   * and runs it once more after the owner said yes. Refuses with CHANNEL_NOT_FOUND, or with CHANNEL_ARCHIVED when only
   * writing has ended.
   */
  pass<Result extends object>(
    channelId: number,
    userId: string,
    attempt: () => Promise<Result | undefined>,
  ): Promise<Result> {
    return this.passBy({ userId, channelId: () => Promise.resolve(channelId), attempt, refusal: channelNotFound });
  }

  /** As {@link pass}, for what is known by something else than its channel, with a refusal of its own. */
  async passBy<Result extends object>({ userId, channelId, attempt, refusal }: Passage<Result>): Promise<Result> {
    const result = await attempt();
    if (result) return result;
    const channel = await channelId();
    const access = channel === undefined ? undefined : await this.admit(channel, userId);
    const secondResult = access && (await attempt());
    if (secondResult) return secondResult;
    throw access?.isArchived ? archived() : refusal();
  }

  /** Asks the owner and keeps its yes; undefined when it says no. */
  async admit(channelId: number, userId: string): Promise<ChannelAccess | undefined> {
    const access = await this.askOwner(channelId, userId);
    if (access) await this.unitOfWork.run((tx) => this.accesses.learn(tx, userId, access));
    return access;
  }

  private async askOwner(channelId: number, userId: string): Promise<ChannelAccess | undefined> {
    try {
      return await this.rpc.call(getChannelAccess, { channelId, userId }, AS_SERVICE);
    } catch (error) {
      if (isRefusal(error, 'CHANNEL_NOT_FOUND')) return undefined;
      throw error;
    }
  }
}

function channelNotFound(): DomainError {
  return new DomainError('CHANNEL_NOT_FOUND', 'Channel not found or not accessible');
}

/** The refusal for a change where writing has ended. */
export function archived(): DomainError {
  return new DomainError('CHANNEL_ARCHIVED', 'This channel is archived: nobody may write in it');
}
