import { toSeedTime, type MessageSent, type MessageView } from '@atrium/contracts';

import { textFrame } from '../connection/text-frame.js';

/** The frame that every client joined to a channel gets, built once for all of them. */
export function newMessageFrame(message: MessageView): Buffer {
  return textFrame(JSON.stringify({ type: 'new_message', message }));
}

/** What clients see of a message event. */
export function toMessageView({ messageId, senderEmail, body, occurredAt }: MessageSent): MessageView {
  return { id: messageId, sender_email: senderEmail, body, created_at: toSeedTime(new Date(occurredAt)) };
}
