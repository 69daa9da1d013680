import type { Frame } from '../socket/frames.js';
import type { ConversationChange, Message } from './messages.js';

/** The change that a frame tells of; undefined for frames of other kinds. */
export function readChange(frame: Frame): ConversationChange | undefined {
  const seq = Number(frame.seq);
  const messageId = String(frame.message_id);
  switch (frame.type) {
    case 'new_message':
      return {
        kind: 'posted',
        seq,
        message: frame.message as Message,
        replyTo: (frame.reply_to as string | null | undefined) ?? null,
        isDeleted: frame.is_deleted === true,
      };
    case 'message_updated':
      return { kind: 'edited', seq, messageId, body: String(frame.body), editedAt: String(frame.edited_at) };
    case 'message_deleted':
      return { kind: 'deleted', seq, messageId };
    case 'reaction':
      return {
        kind: 'reacted',
        seq,
        messageId,
        actorEmail: String(frame.actor_email),
        emoji: String(frame.emoji),
        action: frame.action === 'removed' ? 'removed' : 'added',
      };
    default:
      return undefined;
  }
}
