import { Listeners } from '../listeners.js';
import type { Frame } from '../socket/frames.js';
import { ReliableSocket } from '../socket/reliable-socket.js';
import type { SocketOptions } from '../socket/socket-options.js';

/** One line of a workspace's activity feed. */
export interface Activity {
  readonly id: number;
  readonly actor_email: string;
  readonly type: string;
  readonly ref_id: string | number;
  readonly summary: string;
  readonly created_at: string;
}

interface ActivityEvents {
  activity: Activity;
  /** Too much was missed: read the feed anew over HTTP. */
  reset: { readonly head: number };
}

/** `/ws/activity/`: what happens in a workspace. */
export class ActivityFeed {
  private readonly listeners = new Listeners<ActivityEvents>();
  private readonly socket: ReliableSocket;
  private seq: number | undefined;

  constructor(
    readonly workspaceId: number,
    options: SocketOptions,
  ) {
    this.socket = new ReliableSocket('/ws/activity/', options);
    this.socket.on('open', () => this.subscribe());
    this.socket.on('frame', (frame) => this.hear(frame));
    this.socket.connect();
  }

  readonly on = this.listeners.on.bind(this.listeners);

  close(): void {
    this.socket.close();
  }

  private subscribe(): void {
    const since = this.seq === undefined ? {} : { since: this.seq };
    this.socket.send({ type: 'subscribe', workspace_id: this.workspaceId, ...since });
  }

  private hear(frame: Frame): void {
    const head = Number(frame.head);
    if (frame.type === 'subscribed') {
      if (this.seq !== undefined && frame.recovered === false) {
        this.seq = head;
        this.listeners.tell('reset', { head });
      }
      this.seq ??= head;
    } else if (frame.type === 'activity_update' && Number(frame.seq) > (this.seq ?? -1)) {
      // Lines of private channels that are not this person's leave gaps, so a gap alone says nothing.
      this.seq = Number(frame.seq);
      this.listeners.tell('activity', frame.activity as Activity);
    }
  }
}
