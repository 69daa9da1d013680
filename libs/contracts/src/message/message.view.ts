/** A message as every client sees it, over HTTP and on sockets: these four fields and no other. */
export interface MessageView {
  /** UUID v7. */
  readonly id: string;
  readonly sender_email: string;
  readonly body: string;
  /** UTC without an offset, to the second: `2025-01-15T11:00:00`. */
  readonly created_at: string;
}

/** How often an emoji was put to a message. */
export interface ReactionView {
  readonly emoji: string;
  readonly count: number;
  /** Whether the caller is among them. */
  readonly is_mine: boolean;
}

/** A message with all that is known of it. */
export interface MessageDetail extends MessageView {
  readonly conversation_id: string;
  /** Null outside workspaces. */
  readonly channel_id: number | null;
  /** Its place in the conversation's log. */
  readonly seq: number;
  readonly edited_at: string | null;
  /** The message it answers, by UUID. */
  readonly reply_to: string | null;
  /** Whom it names, by address; `everyone` alone when it names all. */
  readonly mentions: readonly string[];
  /** Those who have put emojis to it, in the order in which each emoji came first. */
  readonly reactions: readonly ReactionView[];
}
