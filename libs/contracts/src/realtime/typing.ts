/** Somebody is writing in a conversation just now. */
export interface Typing {
  readonly userId: string;
  readonly email: string;
}

/**
 * Told by one realtime-gateway to all, on a subject of each conversation, at most once. A plain message and no event:
 * a moment later it means nothing any more.
 */
export const typing = {
  subject: 'realtime.signal.typing.v1',
  subjectOf: (conversationId: string) => `realtime.signal.typing.v1.${conversationId}`,
} as const;
