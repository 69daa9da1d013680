import { ReliableSocket } from '../socket/reliable-socket.js';
import type { Frame } from '../socket/frames.js';
import type { SocketOptions } from '../socket/socket-options.js';
import { Conversation } from './conversation.js';
import type { ConversationKey } from './messages.js';

/** `/ws/chat/`: the conversations that a person follows, over one socket. */
export class Chat {
  private readonly socket: ReliableSocket;
  private readonly conversations = new Map<ConversationKey, Conversation>();

  constructor(private readonly options: SocketOptions) {
    this.socket = new ReliableSocket('/ws/chat/', options);
    this.socket.on('open', () => this.conversations.forEach((conversation) => conversation.join()));
    this.socket.on('frame', (frame) => this.hear(frame));
    this.socket.on('ended', (reason) => this.conversations.forEach((conversation) => conversation.end(reason)));
  }

  /** Hears when the socket has ended for good, for example because the session is over. */
  onEnded(listener: (reason: Error) => void): () => void {
    return this.socket.on('ended', listener);
  }

  /**
   * Follows a conversation: a channel by its number, any other by its UUID.
   * @param since the last change that is known (`cursor` of an earlier run): what was missed comes first.
   */
  join(key: ConversationKey, { since }: { since?: number } = {}): Conversation {
    const followed = this.conversations.get(key);
    if (followed) return followed;
    const transmit = (frame: Frame) => this.socket.send(frame);
    const conversation = new Conversation(key, transmit, since, this.options.random);
    this.conversations.set(key, conversation);
    if (this.socket.isOpen) conversation.join();
    else this.socket.connect();
    return conversation;
  }

  /** Ends the socket; messages that were not acknowledged are rejected. */
  close(): void {
    this.socket.close();
  }

  private hear(frame: Frame): void {
    const key = (frame.channel_id ?? frame.conversation_id) as ConversationKey | undefined;
    const conversation = key === undefined ? undefined : this.conversations.get(key);
    if (conversation) conversation.hear(frame);
    else if (frame.type === 'error') [...this.conversations.values()].some((candidate) => candidate.hearError(frame));
  }
}
