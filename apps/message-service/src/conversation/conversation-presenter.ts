import { Injectable } from '@nestjs/common';
import { toSeedTime, type ConversationMember, type ConversationView } from '@atrium/contracts';

import { Addresses } from '../directory/addresses.js';
import { ConversationListRepository, type ListedConversation } from './conversation-list.repository.js';

/** Shows conversations as those in them see them. */
@Injectable()
export class ConversationPresenter {
  constructor(
    private readonly conversations: ConversationListRepository,
    private readonly addresses: Addresses,
  ) {}

  /** The conversations in their order. */
  async present(listed: readonly ListedConversation[]): Promise<ConversationView[]> {
    const ofPeople = listed.filter(({ kind }) => kind !== 'channel').map(({ id }) => id);
    const members = ofPeople.length === 0 ? new Map<string, ConversationMember[]>() : await this.membersOf(ofPeople);
    return listed.map((conversation) => toView(conversation, members.get(conversation.id) ?? []));
  }

  private async membersOf(conversationIds: readonly string[]): Promise<Map<string, ConversationMember[]>> {
    const rows = await this.conversations.findMembers(conversationIds);
    const emailOf = await this.addresses.of(rows, ({ id, email }) => [id, email]);
    const members = Map.groupBy(rows, ({ conversationId }) => conversationId);
    return new Map(
      [...members].map(([id, people]) => [id, people.map((one) => ({ id: one.id, email: emailOf(one) }))]),
    );
  }
}

function toView(conversation: ListedConversation, members: readonly ConversationMember[]): ConversationView {
  const { id, kind, name, channelId, workspaceId, head, readSeq, unread, mentions, isMuted, createdAt } = conversation;
  const place = { id, kind, name, channel_id: channelId, workspace_id: workspaceId };
  const reading = { read_seq: readSeq, unread, mentions, is_muted: isMuted };
  return { ...place, members, head, ...reading, created_at: toSeedTime(createdAt) };
}
