/** How far the logs go that changed lately, by conversation. */
export interface ConversationHeads {
  readonly heads: Readonly<Record<string, number>>;
}

/**
 * Told by every message-service every two seconds while logs change, heard by every realtime-gateway, at most once:
 * a gateway that is behind a head has missed the last events and asks for them. A plain message and no event.
 */
export const conversationHeads = { subject: 'message.signal.heads.v1' } as const;
