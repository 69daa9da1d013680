import type { MessageView } from './message.view.js';

/** What every entry of a conversation's log has. */
interface Entry {
  /** Its place: 1, 2, 3 … without a gap, over entries of all kinds. */
  readonly seq: number;
}

/** A message was posted. Once it is deleted its body is empty; once it is edited its body is the newest one. */
export interface PostEntry extends Entry {
  readonly kind: 'post';
  readonly message: MessageView;
  readonly client_id: string | null;
  /** The message it answers, by UUID. */
  readonly reply_to: string | null;
  readonly is_deleted: boolean;
}

/** A message got another body. */
export interface EditEntry extends Entry {
  readonly kind: 'edit';
  readonly message_id: string;
  readonly actor_email: string;
  /** Empty once the message is deleted. */
  readonly body: string;
  readonly edited_at: string;
}

/** A message was taken back. */
export interface DeleteEntry extends Entry {
  readonly kind: 'delete';
  readonly message_id: string;
  readonly actor_email: string;
  readonly deleted_at: string;
}

/** Somebody put an emoji to a message, or took theirs away. */
export interface ReactionEntry extends Entry {
  readonly kind: 'reaction';
  readonly message_id: string;
  readonly actor_email: string;
  readonly emoji: string;
  readonly action: 'added' | 'removed';
  readonly created_at: string;
}

/** One entry of a conversation's log as clients see it; times are UTC without an offset, to the second. */
export type ConversationEntry = PostEntry | EditEntry | DeleteEntry | ReactionEntry;
