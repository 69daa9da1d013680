import { MAX_INTEGER_ID } from '@atrium/contracts';
import { isUUID } from 'class-validator';

import { FrameRefusal } from '../connection/frame-error.js';
import type { JoinChannelFrame, ResumeFrame } from './chat.frames.js';
import type { Wanted } from './join-conversations.use-case.js';
import { MAX_JOINED } from './joined-conversations.js';

/** The conversation of a join. */
export function wantedBy({ channel_id, conversation_id, since, epoch }: JoinChannelFrame): Wanted {
  return {
    ...(channel_id === undefined ? { conversationId: conversation_id } : { channelId: channel_id }),
    since,
    epoch,
  };
}

/** The conversations of a resume, in its order. Refuses keys and places that cannot be. */
export function resumedBy({ channels, epochs = {} }: ResumeFrame): Wanted[] {
  const entries = Object.entries(channels);
  if (entries.length > MAX_JOINED) throw new FrameRefusal('too_large', `At most ${MAX_JOINED} conversations together`);
  return entries.map(([key, since]) => {
    if (!Number.isSafeInteger(since) || (since as number) < 0) {
      throw new FrameRefusal('bad_frame', 'channels must map each conversation to a place in it');
    }
    const epoch = epochs[key];
    return { ...named(key), since: since as number, epoch: typeof epoch === 'string' ? epoch : undefined };
  });
}

function named(key: string): Pick<Wanted, 'channelId' | 'conversationId'> {
  if (isUUID(key)) return { conversationId: key.toLowerCase() };
  const channelId = Number(key);
  if (/^\d+$/.test(key) && channelId >= 1 && channelId <= MAX_INTEGER_ID) return { channelId };
  throw new FrameRefusal('bad_frame', 'channels must be named by a channel number or a conversation UUID');
}
