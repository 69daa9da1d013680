import { AtriumClient, type Chat, type Conversation, type ConversationChange, type Tokens } from '@atrium/client';

import { Network } from './network.js';

/** What somebody was told is stored. */
export interface Promised {
  readonly messageId: string;
  readonly seq: number;
  readonly body: string;
}

/** A member of a channel with the suite's own client: writes, reads, and notes down all it was told. */
export class ReliableMember {
  readonly network = new Network();
  readonly changes: ConversationChange[] = [];
  readonly promises: Promised[] = [];
  /** Every body that was ever given to the client to send. */
  readonly given: string[] = [];
  private readonly chat: Chat;
  private readonly conversation: Conversation;
  private readonly finished = new AbortController();

  constructor(
    readonly name: string,
    url: string,
    tokens: Tokens,
    channelId: number,
  ) {
    const client = new AtriumClient({ baseUrl: url, tokens, WebSocket: this.network.WebSocket });
    this.chat = client.chat();
    this.conversation = this.chat.join(channelId, { since: 0 });
    this.conversation.on('change', (change) => this.changes.push(change));
    this.conversation.on('reset', () => this.faults.push('was told to read history anew'));
    this.conversation.on('left', ({ reason }) => this.faults.push(`was sent away: ${reason}`));
    this.chat.onEnded(({ message }) => this.faults.push(`ended: ${message}`));
  }

  /** What must never have happened. */
  readonly faults: string[] = [];

  get cursor(): number {
    return this.conversation.cursor ?? 0;
  }

  /** Writes one message after the other, each once the one before is acknowledged, until {@link finish}. */
  async write(thinkMs: () => number): Promise<void> {
    while (!this.finished.signal.aborted) {
      await this.send(`${this.name} ${this.given.length}`);
      await new Promise((resolve) => setTimeout(resolve, thinkMs()));
    }
  }

  finish(): void {
    this.finished.abort();
  }

  async send(body: string): Promise<void> {
    this.given.push(body);
    const { messageId, seq } = await this.conversation.send(body);
    this.promises.push({ messageId, seq, body });
  }

  close(): void {
    this.faults.length = 0;
    this.chat.close();
  }
}
