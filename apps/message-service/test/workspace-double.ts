import { getChannelAccess, type ChannelAccess, type GetChannelAccessRequest } from '@atrium/contracts';
import { headers, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';

/** Stands in for workspace-service: knows channels and who may read them, and counts how often it is asked. */
export class WorkspaceDouble {
  questions = 0;
  private readonly accesses = new Map<string, ChannelAccess>();
  private subscription: Subscription | undefined;

  constructor(private readonly nats: NatsConnection) {}

  /** Answers from now on. */
  async serve(): Promise<void> {
    this.subscription = this.nats.subscribe(getChannelAccess.subject, {
      callback: (error, message) => {
        if (error) throw error;
        this.answer(message);
      },
    });
    // The server knows the subscription once it has answered a ping.
    await this.nats.flush();
  }

  /** Is as if it were down until it serves again. */
  async leave(): Promise<void> {
    await this.subscription?.drain();
  }

  /** Lets somebody read a channel. */
  admit(userId: string, access: ChannelAccess): void {
    this.accesses.set(`${access.channelId} ${userId}`, access);
  }

  private answer(message: Msg): void {
    this.questions += 1;
    const { channelId, userId } = message.json<GetChannelAccessRequest>();
    const access = this.accesses.get(`${channelId} ${userId}`);
    if (access) message.respond(JSON.stringify(access));
    else message.respond(JSON.stringify({ detail: 'Channel not found' }), { headers: refusal('CHANNEL_NOT_FOUND') });
  }
}

/** How a refusal goes over the wire. */
function refusal(code: string) {
  const result = headers();
  result.set('Atrium-Error', code);
  return result;
}
