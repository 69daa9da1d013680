import { Injectable } from '@nestjs/common';
import { workspaceChanged, workspaceDeleted, type WorkspaceChanged, type WorkspaceDeleted } from '@atrium/contracts';
import { EventConsumer, type Delivered, type EventHandler } from '@atrium/events';
import type { Transaction } from '@atrium/persistence';

import { ChannelAccessRepository } from './channel-access.repository.js';

/** Learns which workspaces are archived. */
@Injectable()
@EventConsumer(workspaceChanged, 'message-workspace-changed')
export class WorkspaceChangedConsumer implements EventHandler<WorkspaceChanged> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  handle(tx: Transaction, events: readonly Delivered<WorkspaceChanged>[]): Promise<void> {
    return this.accesses.storeWorkspaces(
      tx,
      events.map(({ payload: { workspaceId: id, version, isArchived } }) => ({
        id,
        version,
        isArchived,
        isDeleted: false,
      })),
    );
  }
}

/** Learns which workspaces are gone: at once nobody reads them any more, what was written goes step by step. */
@Injectable()
@EventConsumer(workspaceDeleted, 'message-workspace-deleted')
export class WorkspaceDeletedConsumer implements EventHandler<WorkspaceDeleted> {
  constructor(private readonly accesses: ChannelAccessRepository) {}

  handle(tx: Transaction, events: readonly Delivered<WorkspaceDeleted>[]): Promise<void> {
    return this.accesses.storeWorkspaces(
      tx,
      events.map(({ payload: { workspaceId: id, version } }) => ({ id, version, isArchived: true, isDeleted: true })),
    );
  }
}
