import { FrameRefused } from '../errors.js';
import { Listeners } from '../listeners.js';
import type { Frame } from '../socket/frames.js';
import type { Acknowledged, ConversationChange, ConversationKey, Message, ReadMarker } from './messages.js';
import { Outbox } from './outbox.js';
import { readChange } from './read-change.js';

export interface ConversationEvents {
  /** Somebody posted: the common case of `change`. */
  message: Message;
  /** Everything that happens, each exactly once and in order. */
  change: ConversationChange;
  /**
   * Too much was missed to be caught up, or the log was restored: read the history anew over HTTP. Changes go on from
   * `head`.
   */
  reset: { readonly head: number };
  typing: { readonly userEmail: string };
  read: ReadMarker;
  /** This person may not read it any more, or never might. */
  left: { readonly reason: string };
}

/** One conversation that is followed: its changes arrive exactly once and in order, whatever happens to the network. */
export class Conversation {
  private readonly listeners = new Listeners<ConversationEvents>();
  private readonly outbox: Outbox;
  private epoch: string | undefined;
  private isJoined = false;
  private isCatchingUp = false;

  constructor(
    readonly key: ConversationKey,
    private readonly transmit: (frame: Frame) => boolean,
    /** The last change that is known; undefined to start with what comes. */
    private seq: number | undefined,
    random?: () => number,
  ) {
    this.outbox = new Outbox(transmit, random);
  }

  readonly on = this.listeners.on.bind(this.listeners);

  /** The last change that was told: store it to go on from here after a restart of the program. */
  get cursor(): number | undefined {
    return this.seq;
  }

  /** Resolves once the message is stored for good; rejects with FrameRefused when it may not be sent. */
  send(body: string, { replyTo }: { replyTo?: string } = {}): Promise<Acknowledged> {
    return this.outbox.add(
      this.frame('send_message', { body, ...(replyTo === undefined ? {} : { reply_to: replyTo }) }),
    );
  }

  /** Everything up to this change was seen; without one, everything so far. */
  markRead(seq = this.seq): void {
    if (seq !== undefined) this.transmit(this.frame('mark_read', { seq }));
  }

  /** Tells the others that this person is writing; the suite passes it on every three seconds at most. */
  typing(): void {
    this.transmit(this.frame('typing'));
  }

  /** A connection stands: joins, from the last known change on. */
  join(): void {
    this.isJoined = false;
    this.isCatchingUp = false;
    this.askFrom(this.seq);
  }

  /** Hears a frame of this conversation. */
  hear(frame: Frame): void {
    if (this.outbox.hear(frame)) return;
    if (frame.type === 'joined') this.joined(frame);
    else if (frame.type === 'left_channel') this.leave(String(frame.reason));
    else if (frame.type === 'typing') this.listeners.tell('typing', { userEmail: String(frame.user_email) });
    else if (frame.type === 'read_marker') this.listeners.tell('read', frame as unknown as ReadMarker);
    else this.apply(readChange(frame));
  }

  /** Hears an error frame; false when it was not about this conversation. */
  hearError(frame: Frame): boolean {
    if (this.outbox.hear(frame)) return true;
    if (frame.ref !== this.reference) return false;
    const code = String(frame.code);
    if (code === 'not_found' || code === 'forbidden') this.leave(code);
    return true;
  }

  end(reason: Error): void {
    this.outbox.end(reason);
  }

  private joined(frame: Frame): void {
    const head = Number(frame.head);
    const epoch = typeof frame.epoch === 'string' ? frame.epoch : undefined;
    const isOther = this.epoch !== undefined && epoch !== this.epoch;
    this.epoch = epoch;
    if (this.seq !== undefined && (frame.recovered === false || isOther)) {
      this.seq = head;
      this.listeners.tell('reset', { head });
      if (frame.recovered === false) return this.askFrom(head);
    }
    this.seq ??= head;
    this.isCatchingUp = false;
    if (!this.isJoined) this.outbox.sendFirst();
    this.isJoined = true;
  }

  /** The client's rule: the next one is applied, older ones are known, and a gap is asked for. */
  private apply(change: ConversationChange | undefined): void {
    if (!change || this.seq === undefined || change.seq <= this.seq) return;
    if (change.seq > this.seq + 1) return this.catchUp();
    this.seq = change.seq;
    this.listeners.tell('change', change);
    if (change.kind === 'posted' && !change.isDeleted) this.listeners.tell('message', change.message);
  }

  private catchUp(): void {
    if (this.isCatchingUp) return;
    this.isCatchingUp = true;
    this.askFrom(this.seq);
  }

  private askFrom(seq: number | undefined): void {
    const epoch = this.epoch === undefined ? {} : { epoch: this.epoch };
    this.transmit(
      this.frame('join_channel', { ...(seq === undefined ? {} : { since: seq, ...epoch }), req: this.reference }),
    );
  }

  private leave(reason: string): void {
    this.isJoined = false;
    this.outbox.end(new FrameRefused('forbidden', 'This conversation is not open to you any more'));
    this.listeners.tell('left', { reason });
  }

  private get reference(): string {
    return `join-${this.key}`;
  }

  private frame(type: string, fields: object = {}): Frame {
    return {
      type,
      ...(typeof this.key === 'number' ? { channel_id: this.key } : { conversation_id: this.key }),
      ...fields,
    };
  }
}
