import type { ListMessagesRequest, SendMessageRequest } from '@atrium/contracts';

import type { ListMessagesQuery, SendMessageDto } from './messages.dto.js';

/** The call that a query for messages means. */
export function listRequestOf(query: ListMessagesQuery): ListMessagesRequest {
  const { channel_id: channelId, conversation_id: conversationId, before, after, limit = 50 } = query;
  return { ...given({ channelId, conversationId, before, after }), limit };
}

/** The call that the body of a new message means. */
export function sendRequestOf(dto: SendMessageDto): SendMessageRequest {
  const { channel_id: channelId, conversation_id: conversationId, to, body, client_id: clientId } = dto;
  return { ...given({ channelId, conversationId, to, clientId, replyTo: dto.reply_to }), body };
}

/** What of these is given: a field left out is not one that is undefined. */
export function given<Fields extends object>(fields: Fields): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(present) as { [Name in keyof Fields]?: NonNullable<Fields[Name]> };
}
