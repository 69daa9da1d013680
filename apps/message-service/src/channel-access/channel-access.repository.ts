import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '@atrium/contracts';
import { managerOf, type Transaction } from '@atrium/persistence';

import { ChannelMember } from './channel-member.entity.js';
import { Channel } from './channel.entity.js';
import { WorkspaceMember } from './workspace-member.entity.js';

/** Writes the projection of who may read which channel. The view `channel_reader` is how it is read. */
@Injectable()
export class ChannelAccessRepository {
  /** Adds channels; one that is known stays, because what is known was learned after its creation. */
  async addChannels(tx: Transaction, channels: readonly Channel[]): Promise<void> {
    await managerOf(tx)
      .createQueryBuilder()
      .insert()
      .into(Channel)
      .values([...channels])
      .orIgnore()
      .execute();
  }

  async addWorkspaceMembers(tx: Transaction, members: readonly WorkspaceMember[]): Promise<void> {
    await managerOf(tx)
      .createQueryBuilder()
      .insert()
      .into(WorkspaceMember)
      .values([...members])
      .orIgnore()
      .execute();
  }

  async addChannelMembers(tx: Transaction, members: readonly ChannelMember[]): Promise<void> {
    await managerOf(tx)
      .createQueryBuilder()
      .insert()
      .into(ChannelMember)
      .values([...members])
      .orIgnore()
      .execute();
  }

  /** Stores what the owner said just now, which is newer than anything that is stored. */
  async learn(tx: Transaction, userId: string, access: ChannelAccess): Promise<void> {
    const { channelId, workspaceId, name, isPrivate } = access;
    await managerOf(tx).upsert(Channel, { id: channelId, workspaceId, name, isPrivate }, ['id']);
    await this.addWorkspaceMembers(tx, [{ workspaceId, userId }]);
    if (isPrivate) await this.addChannelMembers(tx, [{ channelId, userId }]);
  }
}
