import { randomUUID } from 'node:crypto';
import { type EventContract, subjectOf } from '@atrium/contracts';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { WaitingList } from './waiting-list.ts';

/** An event as it went over the wire. */
export interface ToldEvent {
  readonly subject: string;
  readonly payload: unknown;
}

/** Hears every event on a NATS server, and publishes events in the place of other services. */
export class EventTap {
  readonly #nats: NatsConnection;
  readonly #heard: WaitingList<ToldEvent>;

  private constructor(nats: NatsConnection, heard: WaitingList<ToldEvent>) {
    this.#nats = nats;
    this.#heard = heard;
  }

  /** Listens from now on. */
  static async open(nats: NatsConnection): Promise<EventTap> {
    const heard = new WaitingList<ToldEvent>(({ subject, payload }) => `${subject} ${JSON.stringify(payload)}`);
    nats.subscribe('*.event.>', {
      callback: (error, message) => {
        if (error) heard.fail(error);
        else heard.add({ subject: message.subject, payload: message.json() });
      },
    });
    // The server knows the subscription once it has answered a ping.
    await nats.flush();
    return new EventTap(nats, heard);
  }

  /** Takes the next event of this kind that fits, waiting for it at most `timeoutMs` milliseconds. */
  async take<Payload extends object>(
    event: EventContract<Payload>,
    fits: (payload: Payload) => boolean = () => true,
    timeoutMs = 5_000,
  ): Promise<Payload> {
    const isWanted = ({ subject, payload }: ToldEvent): boolean =>
      subject.startsWith(`${event.subject}.`) && fits(payload as Payload);
    const told = await this.#heard.take(isWanted, timeoutMs, event.subject);
    return told.payload as Payload;
  }

  /** Resolves once the stream has stored the event. It has nothing of a request's about it. */
  async publish<Payload extends object>(
    event: EventContract<Payload>,
    payload: Payload,
    id: string = randomUUID(),
  ): Promise<void> {
    await jetstream(this.#nats).publish(subjectOf(event, payload), JSON.stringify(payload), { msgID: id });
  }
}
