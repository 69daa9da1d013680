import { toSeedTime, type ConversationEntry } from '@atrium/contracts';

import type { StoredEntry } from './log-entries.repository.js';

/** An entry as clients see it. */
export function toConversationEntry(entry: StoredEntry, email: string): ConversationEntry {
  const { seq, messageId } = entry;
  const at = toSeedTime(entry.createdAt);
  const change = { seq, message_id: messageId, actor_email: email };
  switch (entry.kind) {
    case 'post':
      return {
        kind: 'post',
        seq,
        message: { id: messageId, sender_email: email, body: entry.body, created_at: at },
        client_id: entry.clientId,
        reply_to: entry.replyTo,
        is_deleted: entry.isDeleted,
      };
    case 'edit':
      return { kind: 'edit', ...change, body: entry.body, edited_at: at };
    case 'delete':
      return { kind: 'delete', ...change, deleted_at: at };
    case 'reaction':
      return { kind: 'reaction', ...change, emoji: entry.emoji ?? '', action: entry.action ?? 'added', created_at: at };
  }
}
