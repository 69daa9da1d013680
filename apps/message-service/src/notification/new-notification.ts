import type { ConversationKind, MessageSent, NotificationKind } from '@atrium/contracts';

/** A notification before it has its place in its owner's list. */
export interface NewNotification {
  readonly userId: string;
  readonly kind: NotificationKind;
  /** The message or the invitation that it tells of; nobody is told twice of one. */
  readonly sourceId: string;
  readonly actorId: string;
  readonly actorEmail: string;
  readonly actorName: string;
  /** What the actor did, as it follows their name. */
  readonly phrase: string;
  readonly workspaceId: number | null;
  readonly channelId: number | null;
  readonly conversationId: string | null;
  readonly createdAt: Date;
}

/** How a conversation is called. */
export interface ConversationTitle {
  readonly kind: ConversationKind;
  readonly name: string | null;
}

/** Somebody whom a message concerns, and why. */
export interface Addressee {
  readonly userId: string;
  readonly kind: 'direct' | 'mention' | 'reply';
  /** Whether it names them, and not only everybody. */
  readonly isNamed: boolean;
}

/** What somebody is told of a message. */
export function notificationOf(sent: MessageSent, title: ConversationTitle, addressee: Addressee): NewNotification {
  return {
    userId: addressee.userId,
    kind: addressee.kind,
    sourceId: sent.messageId,
    actorId: sent.senderId,
    actorEmail: sent.senderEmail,
    actorName: sent.senderName,
    phrase: phraseOf(addressee, title),
    workspaceId: sent.workspaceId,
    channelId: sent.channelId,
    conversationId: sent.conversationId,
    createdAt: new Date(sent.occurredAt),
  };
}

function phraseOf({ kind, isNamed }: Addressee, title: ConversationTitle): string {
  const where = whereIn(title);
  if (kind === 'reply') return `answered you${where}`;
  if (kind === 'mention') return `mentioned ${isNamed ? 'you' : 'everybody'}${where}`;
  if (title.kind === 'direct') return 'sent you a message';
  return where === '' ? 'sent a message to you and others' : `sent a message${where}`;
}

function whereIn({ kind, name }: ConversationTitle): string {
  if (name === null) return '';
  return kind === 'channel' ? ` in #${name}` : ` in ${name}`;
}
