import { jetstream, jetstreamManager, type ConsumerInfo } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { subjectOf } from '@atrium/contracts';
import { currentRequest, runInRequestContext } from '@atrium/observability';
import { eventually } from '@atrium/testing';

import { EVENTS_STREAM } from '../src/index.js';
import { applying, consuming, EventsSuite, eventNamed, writeDown, type Handle } from './events-suite.js';

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

describe('a durable consumer', () => {
  let suite: EventsSuite;
  let replica: INestApplicationContext | undefined;

  beforeAll(async () => {
    // Handlers of these tests fail on purpose.
    Logger.overrideLogger(false);
    suite = await EventsSuite.start();
  });

  afterEach(async () => {
    if (replica) await suite.close(replica);
    replica = undefined;
  });

  afterAll(() => suite.stop());

  async function infoOf(durable: string): Promise<ConsumerInfo> {
    const manager = await jetstreamManager(suite.link.connection);
    return manager.consumers.info(EVENTS_STREAM, durable);
  }

  /** Waits until the consumer has acknowledged everything there is for it. */
  async function isIdle(durable: string): Promise<void> {
    await eventually(async () => {
      const { num_pending, num_ack_pending, delivered } = await infoOf(durable);
      expect([num_pending, num_ack_pending]).toEqual([0, 0]);
      expect(delivered.consumer_seq).toBeGreaterThan(0);
    });
  }

  /** Has the server deliver every event again, as if no acknowledgement had arrived. */
  async function forgetAcknowledgements(durable: string): Promise<void> {
    await (await jetstreamManager(suite.link.connection)).consumers.delete(EVENTS_STREAM, durable);
  }

  it('hands over every event of its kind, in order, also those told before it first ran', async () => {
    const event = eventNamed('in-order');
    const seen: number[] = [];
    const handle: Handle = (_, events) => {
      seen.push(...events.map(({ payload }) => payload.n));
      return Promise.resolve();
    };
    for (const n of upTo(150)) await suite.publish(event, n);
    replica = await suite.replica(consuming(event, 'test-in-order', handle));
    await suite.publish(eventNamed('another'), 1_000);
    await suite.publish(event, 151);
    await isIdle('test-in-order');
    expect(seen).toEqual(upTo(151));
  });

  it('handles an event once although it is delivered again', async () => {
    const event = eventNamed('again');
    const consumer = consuming(event, 'test-again', (tx, events) => writeDown(tx, 'again', events));
    await suite.publish(event, 1, 2, 3);
    const before = await suite.replica(consumer);
    await isIdle('test-again');
    await suite.close(before);
    await forgetAcknowledgements('test-again');

    await suite.publish(event, 4);
    replica = await suite.replica(consumer);
    await isIdle('test-again');
    await expect(suite.handled('again')).resolves.toEqual([1, 2, 3, 4]);
  });

  it('handles an event once although the stream holds it twice', async () => {
    const event = eventNamed('twice');
    const js = jetstream(suite.link.connection);
    await (
      await jetstreamManager(suite.link.connection)
    ).streams.update(EVENTS_STREAM, { duplicate_window: nanos(100) });
    const publish = () => js.publish(subjectOf(event, { n: 1 }), '{"n":1}', { msgID: 'the-same' });
    await suite.publish(event, 0);
    await publish();
    await eventually(async () => expect(await publish()).toMatchObject({ duplicate: false }));

    // While its first event is handled, the two wait and become one batch.
    const consumer = consuming(event, 'test-twice', (tx, events) => writeDown(tx, 'twice', events));
    replica = await suite.replica(consumer);
    await isIdle('test-twice');
    await expect(suite.handled('twice')).resolves.toEqual([0, 1]);
  });

  it('gives the handler the id of the request that led to the event', async () => {
    const event = eventNamed('requested');
    const requestIds = jest.fn();
    const handle: Handle = () => {
      requestIds(currentRequest()?.requestId);
      return Promise.resolve();
    };
    const running = await suite.replica(consuming(event, 'test-requested', handle));
    replica = running;
    await runInRequestContext({ requestId: 'id-of-the-test' }, () => suite.tell(running, event, 1));
    await eventually(() => expect(requestIds).toHaveBeenCalledWith('id-of-the-test'));
  });

  it('puts one event among the dead letters after five tries, and handles the others of its batch', async () => {
    const event = eventNamed('poisoned');
    const triedAlone = jest.fn();
    const handle: Handle = async (tx, events) => {
      await writeDown(tx, 'poisoned', events);
      if (events.length === 1 && events[0]?.payload.n === 7) triedAlone();
      if (events.some(({ payload }) => payload.n === 7)) throw new Error('Seven is too much');
    };
    await suite.publish(event, ...upTo(20));
    replica = await suite.replica(consuming(event, 'test-poisoned', handle));

    await eventually(async () => expect(await suite.deadLetters('test-poisoned')).toHaveLength(1));
    const [letter] = await suite.deadLetters('test-poisoned');
    expect(letter?.json()).toEqual({
      subject: `${event.subject}.key`,
      streamSequence: expect.any(Number) as unknown,
      reason: 'Error: Seven is too much',
      payload: '{"n":7}',
    });
    expect(triedAlone).toHaveBeenCalledTimes(5);
    await isIdle('test-poisoned');
    await expect(suite.handled('poisoned')).resolves.toEqual(upTo(20).filter((n) => n !== 7));
  });

  it.each([
    ['breaks its contract', 'broken', '{"n":"one"}', 'isInt'],
    ['is not JSON', 'garbled', '{"n":', 'SyntaxError'],
  ])('puts an event that %s among the dead letters without a try', async (_, name, payload, reason) => {
    const event = eventNamed(name);
    const handle = jest.fn<Handle>((tx, events) => writeDown(tx, name, events));
    await jetstream(suite.link.connection).publish(subjectOf(event, { n: 0 }), payload);
    await suite.publish(event, 2);
    replica = await suite.replica(consuming(event, `test-${name}`, handle));
    await isIdle(`test-${name}`);
    await expect(suite.handled(name)).resolves.toEqual([2]);
    expect(handle).toHaveBeenCalledTimes(1);
    const letters = await suite.deadLetters(`test-${name}`);
    expect(letters.map((letter) => letter.json())).toEqual([
      expect.objectContaining({ payload, reason: expect.stringContaining(reason) as unknown }),
    ]);
  });

  it('tries again for as long as the database is away', async () => {
    const event = eventNamed('outage');
    const handle = jest.fn<Handle>((tx, events) => writeDown(tx, 'outage', events));
    for (let failures = 0; failures < 8; failures += 1) {
      handle.mockRejectedValueOnce(Object.assign(new Error('terminating connection'), { code: '57P01' }));
    }
    await suite.publish(event, 1);
    replica = await suite.replica(consuming(event, 'test-outage', handle));
    await eventually(async () => expect(await suite.handled('outage')).toEqual([1]));
    expect(handle).toHaveBeenCalledTimes(9);
    await expect(suite.deadLetters('test-outage')).resolves.toEqual([]);
  });

  it('whose handler is idempotent gets events again, tries those that fail alone, and gives up like any other', async () => {
    const event = eventNamed('idempotent');
    const applied: number[] = [];
    const consumer = applying(event, 'test-idempotent', (events) => {
      const numbers = events.map(({ payload }) => payload.n);
      if (numbers.includes(2)) return Promise.reject(new Error('Two is too much'));
      applied.push(...numbers);
      return Promise.resolve();
    });
    await suite.publish(event, 1, 2, 3);
    const before = await suite.replica(consumer);
    await isIdle('test-idempotent');
    await suite.close(before);
    expect(applied).toEqual([1, 3]);
    await expect(suite.deadLetters('test-idempotent')).resolves.toHaveLength(1);

    await forgetAcknowledgements('test-idempotent');
    replica = await suite.replica(consumer);
    await isIdle('test-idempotent');
    expect(applied).toEqual([1, 3, 1, 3]);
    await expect(suite.rows("SELECT 1 FROM processed_event WHERE consumer = 'test-idempotent'")).resolves.toEqual([]);
  });

  it('that stops finishes the batch at hand and gives back the rest at once', async () => {
    const event = eventNamed('stopping');
    const called = Promise.withResolvers<undefined>();
    const mayGoOn = Promise.withResolvers<undefined>();
    const handleLate: Handle = async (tx, events) => {
      called.resolve(undefined);
      await mayGoOn.promise;
      await writeDown(tx, 'stopping', events);
    };
    const first = await suite.replica(consuming(event, 'test-stopping', handleLate));
    await suite.publish(event, 1);
    await called.promise;
    await suite.publish(event, ...upTo(30).slice(1));
    await eventually(async () => expect((await infoOf('test-stopping')).num_ack_pending).toBe(30));
    let isClosed = false;
    const closing = suite.close(first).then(() => {
      isClosed = true;
    });
    await expect(infoOf('test-stopping')).resolves.toMatchObject({ num_ack_pending: 30 });
    expect(isClosed).toBe(false);
    mayGoOn.resolve(undefined);
    await closing;
    await expect(suite.handled('stopping')).resolves.toEqual([1]);

    // Without being given back they would come after the 30 seconds of the acknowledgement.
    replica = await suite.replica(consuming(event, 'test-stopping', (tx, events) => writeDown(tx, 'stopping', events)));
    await isIdle('test-stopping');
    await expect(suite.handled('stopping')).resolves.toEqual(upTo(30));
  });

  it('shares the events with its other replicas', async () => {
    const event = eventNamed('shared');
    const consumerOf = (name: string) =>
      consuming(event, 'test-shared', async (tx, events) => {
        await writeDown(tx, 'shared', events);
        await writeDown(tx, name, events);
      });
    const other = await suite.replica(consumerOf('shared-first'));
    replica = await suite.replica(consumerOf('shared-second'));
    await eventually(async () => expect((await infoOf('test-shared')).num_waiting).toBe(2));
    await suite.publish(event, ...upTo(200));
    await isIdle('test-shared');
    await expect(suite.handled('shared')).resolves.toEqual(upTo(200));
    expect((await suite.handled('shared-first')).length).toBeGreaterThan(0);
    expect((await suite.handled('shared-second')).length).toBeGreaterThan(0);
    await suite.close(other);
  });

  it('goes on when NATS is back', async () => {
    const event = eventNamed('restart');
    replica = await suite.replica(consuming(event, 'test-restart', (tx, events) => writeDown(tx, 'restart', events)));
    await suite.publish(event, 1);
    await isIdle('test-restart');
    await suite.nats.halt();
    await suite.nats.resume();
    await eventually(() => expect(suite.link.isUp).toBe(true));
    await suite.publish(event, 2);
    await eventually(async () => expect(await suite.handled('restart')).toEqual([1, 2]), { within: 15_000 });
  });
});
