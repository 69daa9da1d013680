import { Injectable } from '@nestjs/common';
import type { ListMessagesRequest, MessageDetail, MessageView } from '@atrium/contracts';
import { DomainError } from '@atrium/rpc';

import { ChannelGate } from '../channel-access/channel-gate.js';
import { ConversationGate, messageNotFound } from '../conversation/conversation-gate.js';
import { MessageListRepository, type Listed, type Stretch } from './message-list.repository.js';
import { MessagePresenter } from './message-presenter.js';

/**
 * Messages of a channel or a conversation, oldest first, for those who may read it: the latest, the latest before a
 * place, or the first after one. Refuses with CHANNEL_NOT_FOUND or CONVERSATION_NOT_FOUND, and with MESSAGE_NOT_FOUND
 * for a place that is none there.
 */
@Injectable()
export class ListMessages {
  constructor(
    private readonly channelGate: ChannelGate,
    private readonly conversationGate: ConversationGate,
    private readonly messages: MessageListRepository,
    private readonly presenter: MessagePresenter,
  ) {}

  async execute(userId: string, request: ListMessagesRequest): Promise<MessageView[]> {
    const rows = await this.find(userId, request, (listed, stretch) =>
      this.messages.find(listed, userId, stretch, request.limit),
    );
    return this.presenter.present(rows);
  }

  /** The same with everything about them. */
  async executeDetailed(userId: string, request: ListMessagesRequest): Promise<MessageDetail[]> {
    const rows = await this.find(userId, request, (listed, stretch) =>
      this.messages.findDetailed(listed, userId, stretch, request.limit),
    );
    return this.presenter.presentDetails(rows, userId);
  }

  private find<Row>(
    userId: string,
    request: ListMessagesRequest,
    read: (listed: Listed, stretch: Stretch) => Promise<readonly Row[] | undefined>,
  ): Promise<readonly Row[]> {
    const listed = listedBy(request);
    const attempt = async () => read(listed, await this.stretchOf(userId, listed, request));
    return 'channelId' in listed
      ? this.channelGate.pass(listed.channelId, userId, attempt)
      : this.conversationGate.passConversation(listed.conversationId, userId, attempt);
  }

  private async stretchOf(userId: string, listed: Listed, request: ListMessagesRequest): Promise<Stretch> {
    const after = await this.seqOf(request.after, listed, userId);
    const before = await this.seqOf(request.before, listed, userId);
    const end = after !== undefined && before === undefined ? 'first' : 'last';
    return { after: after ?? 0, before: before ?? Number.MAX_SAFE_INTEGER, end };
  }

  /** A place that is given as a number is taken as it is. */
  private async seqOf(place: string | undefined, listed: Listed, userId: string): Promise<number | undefined> {
    if (place === undefined || /^\d+$/.test(place)) return place === undefined ? undefined : Number(place);
    const seq = await this.messages.findSeq(place, listed, userId);
    if (seq === undefined) throw messageNotFound();
    return seq;
  }
}

/** Refuses a request that names no place, or two. */
export function listedBy({ channelId, conversationId }: Omit<ListMessagesRequest, 'limit'>): Listed {
  if (channelId !== undefined && conversationId === undefined) return { channelId };
  if (conversationId !== undefined && channelId === undefined) return { conversationId };
  const detail = 'exactly one of channel_id and conversation_id must be given';
  throw new DomainError('VALIDATION_FAILED', detail, { channel_id: [detail] });
}
