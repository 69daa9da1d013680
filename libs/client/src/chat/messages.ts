/** A message as the suite shows it. */
export interface Message {
  /** UUID v7. */
  readonly id: string;
  readonly sender_email: string;
  readonly body: string;
  /** UTC without an offset, to the second. */
  readonly created_at: string;
}

/** Which conversation: a channel of a workspace by its number, any other by its UUID. */
export type ConversationKey = number | string;

interface Place {
  /** Its place in the conversation: 1, 2, 3 … without a gap over all kinds. */
  readonly seq: number;
}

export interface Posted extends Place {
  readonly kind: 'posted';
  readonly message: Message;
  readonly replyTo: string | null;
  /** True while history is caught up, for a message that has been taken back since. */
  readonly isDeleted: boolean;
}

export interface Edited extends Place {
  readonly kind: 'edited';
  readonly messageId: string;
  readonly body: string;
  readonly editedAt: string;
}

export interface Deleted extends Place {
  readonly kind: 'deleted';
  readonly messageId: string;
}

export interface Reacted extends Place {
  readonly kind: 'reacted';
  readonly messageId: string;
  readonly actorEmail: string;
  readonly emoji: string;
  readonly action: 'added' | 'removed';
}

/** One change of a conversation. */
export type ConversationChange = Posted | Edited | Deleted | Reacted;

/** What a send came to. */
export interface Acknowledged {
  readonly messageId: string;
  readonly seq: number;
  readonly createdAt: string;
  /** True when an earlier try had stored it. */
  readonly isDuplicate: boolean;
}

/** How far this person has read, and what is left. */
export interface ReadMarker {
  readonly seq: number;
  readonly unread: number;
  readonly mentions: number;
}
