import { randomUUID } from 'node:crypto';

import type { NatsConnection } from '@nats-io/transport-node';
import {
  filterReaders,
  markRead,
  messageSent,
  openConversations,
  readRange,
  sendMessage,
  subjectOf,
  type ConversationEntry,
  type ConversationLog,
  type ErrorCode,
  type MessageSent,
  type RpcContract,
  type SentMessage,
} from '@atrium/contracts';

interface Conversation extends ConversationLog {
  readonly entries: ConversationEntry[];
  readonly readers: Set<string>;
  epoch: string;
}

/** message-service as far as sockets need it, with its logs in memory. Who calls is what the token says. */
export class MessageDouble {
  /** Calls by subject. */
  readonly calls: string[] = [];
  private readonly conversations = new Map<string, Conversation>();
  private nextChannelId = 1;

  private constructor(private readonly nats: NatsConnection) {}

  static async start(nats: NatsConnection): Promise<MessageDouble> {
    const double = new MessageDouble(nats);
    double.serve();
    await nats.flush();
    return double;
  }

  givenChannel(...readerIds: string[]): { channelId: number; workspaceId: number; conversationId: string } {
    const channelId = this.nextChannelId++;
    const conversationId = randomUUID();
    const place = { channelId, workspaceId: 1_000 + channelId, conversationId };
    this.conversations.set(conversationId, {
      ...place,
      head: 0,
      epoch: 'e1',
      entries: [],
      readers: new Set(readerIds),
    });
    return place;
  }

  givenDirect(...readerIds: string[]): string {
    const conversationId = randomUUID();
    const log = { channelId: null, workspaceId: null, conversationId, head: 0, epoch: 'e1' };
    this.conversations.set(conversationId, { ...log, entries: [], readers: new Set(readerIds) });
    return conversationId;
  }

  of(conversationId: string): Conversation {
    const found = this.conversations.get(conversationId);
    if (!found) throw new Error('no such conversation');
    return found;
  }

  /** Stores a post, and tells of it unless it is to be lost on the way. */
  post(conversationId: string, body: string, { isLost = false, clientId = null as string | null } = {}): SentMessage {
    const { entries, channelId, workspaceId } = this.of(conversationId);
    const seq = entries.length + 1;
    const message = { id: randomUUID(), sender_email: 'ada@example.com', body, created_at: '2025-01-15T11:00:00' };
    entries.push({ kind: 'post', seq, message, client_id: clientId, reply_to: null, is_deleted: false });
    const sent: MessageSent = {
      messageId: message.id,
      conversationId,
      seq,
      ordinal: seq,
      channelId,
      workspaceId,
      senderId: randomUUID(),
      senderEmail: message.sender_email,
      senderName: 'Ada',
      body,
      clientId,
      replyTo: null,
      mentions: [],
      mentionsEveryone: false,
      occurredAt: '2025-01-15T11:00:00.000Z',
    };
    if (!isLost) this.nats.publish(subjectOf(messageSent, sent), JSON.stringify(sent));
    return { message, conversationId, seq, isDuplicate: false };
  }

  private serve(): void {
    this.answer(openConversations, ({ channelIds, conversationIds }, userId) =>
      [...this.conversations.values()]
        .filter(({ channelId, conversationId, readers }) => {
          const isMeant =
            channelId === null ? conversationIds.includes(conversationId) : channelIds.includes(channelId);
          return isMeant && readers.has(userId);
        })
        .map(({ entries, channelId, workspaceId, conversationId, epoch }) => {
          return { channelId, workspaceId, conversationId, epoch, head: entries.length };
        }),
    );
    this.answer(readRange, ({ conversationId, after, upTo }) =>
      pageOf(this.of(conversationId).entries.filter(({ seq }) => seq > after && seq <= upTo)),
    );
    this.answer(filterReaders, ({ conversationId, userIds }) =>
      userIds.filter((id) => this.of(conversationId).readers.has(id)),
    );
    this.answer(sendMessage, ({ channelId, conversationId, body, clientId }, userId) => {
      const found = [...this.conversations.values()].find((each) =>
        channelId === undefined ? each.conversationId === conversationId : each.channelId === channelId,
      );
      if (!found?.readers.has(userId)) throw new Error('CHANNEL_NOT_FOUND');
      const known = found.entries.find((entry) => entry.kind === 'post' && entry.client_id === clientId);
      if (clientId !== undefined && known?.kind === 'post') {
        return { message: known.message, conversationId: found.conversationId, seq: known.seq, isDuplicate: true };
      }
      return this.post(found.conversationId, body, { clientId: clientId ?? null });
    });
    this.answer(markRead, ({ channelId, conversationId, seq }) => {
      const found = [...this.conversations.values()].find((each) => each.channelId === channelId);
      return {
        conversationId: found?.conversationId ?? conversationId ?? '',
        channelId: channelId ?? null,
        seq,
        unread: 0,
        mentions: 0,
      };
    });
  }

  private answer<Request extends object, Response>(
    contract: RpcContract<Request, Response, ErrorCode>,
    reply: (request: Request, userId: string) => Response,
  ): void {
    this.nats.subscribe(contract.subject, {
      callback: (error, message) => {
        if (error) throw error;
        this.calls.push(contract.subject);
        const userId = subjectOfToken(message.headers?.get('Atrium-Access-Token'));
        message.respond(JSON.stringify(reply(message.json<Request>(), userId)));
      },
    });
  }
}

/** As much as one answer holds: 500 entries, and not much more than half a MiB. */
function pageOf(entries: readonly ConversationEntry[]): ConversationEntry[] {
  let bytes = 0;
  return entries.slice(0, 500).filter((entry) => {
    const isTaken = bytes < 540_000;
    bytes += JSON.stringify(entry).length;
    return isTaken;
  });
}

function subjectOfToken(token = ''): string {
  const [, claims = ''] = token.split('.');
  if (claims === '') return '';
  return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub: string }).sub;
}
