import { Injectable } from '@nestjs/common';
import { listMessageFacts, type RebuiltMetrics } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { AS_SERVICE, RpcClient } from '@atrium/rpc';
import { v7 as uuidv7 } from 'uuid';

import { RecountRepository } from './recount.repository.js';

const PAGE = 2_000;

/** Makes the sums anew out of the messages that message-service has, while events go on being counted. */
@Injectable()
export class RebuildMetrics {
  constructor(
    private readonly rpc: RpcClient,
    private readonly unitOfWork: UnitOfWork,
    private readonly recount: RecountRepository,
  ) {}

  /** Of one workspace or of all. */
  async execute(workspaceId?: number): Promise<RebuiltMetrics> {
    const run = uuidv7();
    try {
      await this.gather(run, workspaceId);
      return await this.replace(run, workspaceId ?? null);
    } finally {
      await this.recount.clean(run);
    }
  }

  private async gather(run: string, workspaceId: number | undefined): Promise<void> {
    let afterId: string | null | undefined;
    while (afterId !== null) {
      const request = { limit: PAGE, ...(afterId && { afterId }), ...(workspaceId && { workspaceId }) };
      const { facts, next } = await this.rpc.call(listMessageFacts, request, AS_SERVICE);
      if (facts.length > 0) await this.recount.gather(run, facts);
      afterId = next;
    }
  }

  private replace(run: string, workspaceId: number | null): Promise<RebuiltMetrics> {
    return this.unitOfWork.run(async (tx) => {
      await this.recount.hold(tx, run, workspaceId);
      const late = await this.recount.settleLate(tx, run);
      const corrected = await this.recount.countWrong(tx, run, workspaceId);
      return { messages: await this.recount.replace(tx, run, workspaceId), corrected, late };
    });
  }
}
