import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { metrics, runInRequestContext } from '@atrium/observability';
import { eventually, quietly } from '@atrium/testing';

import { Outbox } from '../src/index.js';
import { EventsSuite, eventNamed } from './events-suite.js';

interface OutboxRow {
  readonly id: string;
  readonly published_at: Date | null;
}

describe('the outbox', () => {
  let suite: EventsSuite;
  let replica: INestApplicationContext;

  beforeAll(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    suite = await EventsSuite.start();
    replica = await suite.replica();
  });

  afterAll(() => suite.stop());

  function rowsOf(subject: string): Promise<OutboxRow[]> {
    return suite.rows('SELECT id, published_at FROM outbox WHERE subject LIKE $1', [`${subject}.%`]);
  }

  /** Rows as a process leaves them that dies between commit and publishing. */
  async function leaveBehind(subject: string, count: number): Promise<void> {
    await suite.rows(
      `INSERT INTO outbox (id, subject, payload, created_at)
       SELECT gen_random_uuid(), $1, jsonb_build_object('n', n), now() - interval '1 hour'
       FROM generate_series(1, $2::int) AS n`,
      [`${subject}.key`, count],
    );
  }

  it('publishes an event once its transaction is committed, under the id of its row, and marks it', async () => {
    const event = eventNamed('committed');
    await suite.tell(replica, event, 7);
    await eventually(async () => expect(await suite.published(event)).toHaveLength(1));
    const [message] = await suite.published(event);
    const [row] = await rowsOf(event.subject);
    expect(message?.json()).toEqual({ n: 7 });
    expect(message?.header.get('Nats-Msg-Id')).toBe(row?.id);
    await eventually(async () =>
      expect(await rowsOf(event.subject)).toEqual([{ id: row?.id, published_at: expect.any(Date) }]),
    );
  });

  it('tells nothing before the commit', async () => {
    const event = eventNamed('uncommitted');
    await suite.unitOfWork.run(async (tx) => {
      await replica.get(Outbox, { strict: false }).add(tx, event, { n: 1 });
      // What was told after it is there already.
      await suite.publish(eventNamed('later'), 1);
      expect(await suite.published(event)).toHaveLength(0);
    });
    await eventually(async () => expect(await suite.published(event)).toHaveLength(1));
  });

  it('tells nothing of a transaction that rolls back', async () => {
    const event = eventNamed('rolled-back');
    const rolledBack = suite.unitOfWork.run(async (tx) => {
      await replica.get(Outbox, { strict: false }).add(tx, event, { n: 1 });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await suite.tell(replica, event, 2);
    await eventually(async () => expect(await suite.published(event)).toHaveLength(1));
    expect((await suite.published(event))[0]?.json()).toEqual({ n: 2 });
    expect(await rowsOf(event.subject)).toHaveLength(1);
  });

  it('sends the id of the request along', async () => {
    const event = eventNamed('requested');
    await runInRequestContext({ requestId: 'id-of-the-test' }, () => suite.tell(replica, event, 1));
    await eventually(async () => expect(await suite.published(event)).toHaveLength(1));
    expect((await suite.published(event))[0]?.header.get('Atrium-Request-Id')).toBe('id-of-the-test');
  });

  it('marks what it published before it stops', async () => {
    const event = eventNamed('stopping');
    const other = await suite.replica();
    await suite.tell(other, event, 1, 2, 3);
    await suite.close(other);
    expect((await rowsOf(event.subject)).map((row) => row.published_at)).not.toContain(null);
  });

  it('publishes what a crash left behind, each once, although several replicas look for it', async () => {
    const event = eventNamed('left-behind');
    await suite.close(replica);
    await leaveBehind(event.subject, 450);
    const published = metrics.getSingleMetric('outbox_published_total');
    published?.reset();
    replica = await suite.replica();
    await suite.replica();
    await eventually(async () =>
      expect((await rowsOf(event.subject)).filter((row) => row.published_at === null)).toEqual([]),
    );
    const ids = (await suite.published(event)).map((message) => message.header.get('Nats-Msg-Id'));
    expect(ids.toSorted()).toEqual((await rowsOf(event.subject)).map(({ id }) => id).toSorted());
    // Duplicates that JetStream dropped would count here.
    expect((await published?.get())?.values).toMatchObject([{ labels: { path: 'sweep' }, value: 450 }]);
  });

  it('keeps events while NATS is away and sends them when it is back', async () => {
    const event = eventNamed('outage');
    await quietly(async () => {
      await suite.nats.halt();
      await eventually(() => expect(suite.link.isUp).toBe(false));
      await suite.tell(replica, event, 1, 2);
      await suite.nats.resume();
    });
    await eventually(async () => expect(await suite.published(event)).toHaveLength(2), { within: 10_000 });
    await eventually(async () =>
      expect((await rowsOf(event.subject)).map((row) => row.published_at)).not.toContain(null),
    );
  });
});
