export const CONVERSATION_KINDS = ['channel', 'direct', 'group'] as const;
export type ConversationKind = (typeof CONVERSATION_KINDS)[number];

/** Somebody in a direct or group conversation. */
export interface ConversationMember {
  readonly id: string;
  readonly email: string;
}

/** A conversation as one of those in it sees it. */
export interface ConversationView {
  readonly id: string;
  readonly kind: ConversationKind;
  /** A channel's or a group's name; null for others. */
  readonly name: string | null;
  readonly channel_id: number | null;
  readonly workspace_id: number | null;
  /** Those in a direct or group conversation, 50 at most; empty for a channel. */
  readonly members: readonly ConversationMember[];
  /** The newest entry's number; 0 while the log is empty. */
  readonly head: number;
  /** How far the caller has read: what they wrote themselves counts as read. */
  readonly read_seq: number;
  /** Posts of others after that. */
  readonly unread: number;
  /** Those of them that mention the caller. */
  readonly mentions: number;
  /** Whether the caller has muted it, for good or until a moment to come. */
  readonly is_muted: boolean;
  /** UTC without an offset, to the second. */
  readonly created_at: string;
}
