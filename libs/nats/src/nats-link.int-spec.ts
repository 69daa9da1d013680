import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { metrics } from '@atrium/observability';
import { eventually, TestNats } from '@atrium/testing';

import { NatsLink } from './nats-link.js';

describe('the link to NATS', () => {
  let nats: TestNats;
  const links: NatsLink[] = [];

  beforeEach(async () => {
    Logger.overrideLogger(['error', 'fatal']);
    nats = await TestNats.start();
  });

  afterEach(async () => {
    for (const link of links.splice(0)) await link.drain();
    await nats.stop();
  });

  async function connected(): Promise<NatsLink> {
    const link = await NatsLink.connect({ url: nats.url, name: 'link-test', inboxPrefix: '_INBOX_test' });
    links.push(link);
    return link;
  }

  it('is up once it stands, and replies come to its own inbox', async () => {
    const link = await connected();
    expect([link.isUp, link.isClosed]).toEqual([true, false]);
    const inbox = new Promise<string>((resolve) => {
      link.connection.subscribe('ask', {
        callback: (_, message) => {
          resolve(message.reply ?? '');
          message.respond();
        },
      });
    });
    await link.connection.request('ask');
    await expect(inbox).resolves.toMatch(/^_INBOX_test\./);
  });

  it('waits at start for a server that is not there yet', async () => {
    await nats.halt();
    const link = connected();
    await nats.resume();
    await expect(link).resolves.toMatchObject({ isUp: true });
  });

  it('knows when NATS goes and comes back, tells who asked, and keeps its subscriptions', async () => {
    const link = await connected();
    const [onLoss, onReturn, unasked] = [jest.fn(), jest.fn(), jest.fn()];
    link.onLoss(onLoss);
    link.onReturn(onReturn);
    link.onLoss(unasked)();
    link.onReturn(unasked)();
    const heard = jest.fn<() => void>();
    link.connection.subscribe('news', { callback: heard });

    await nats.halt();
    await eventually(() => expect(onLoss).toHaveBeenCalledTimes(1));
    expect([link.isUp, link.isClosed]).toEqual([false, false]);
    await expect(metrics.getSingleMetricAsString('nats_connection_up')).resolves.toContain('nats_connection_up 0');
    expect(onReturn).not.toHaveBeenCalled();

    await nats.resume();
    await eventually(() => expect(onReturn).toHaveBeenCalledTimes(1));
    expect(link.isUp).toBe(true);
    await expect(metrics.getSingleMetricAsString('nats_connection_up')).resolves.toContain('nats_connection_up 1');
    link.connection.publish('news');
    await eventually(() => expect(heard).toHaveBeenCalledTimes(1));
    expect(unasked).not.toHaveBeenCalled();
  });

  it('sends what is on its way before it closes, and is down from then on', async () => {
    const [link, other] = [await connected(), await connected()];
    const heard = jest.fn<() => void>();
    other.connection.subscribe('news', { callback: heard });
    await other.connection.flush();
    link.connection.publish('news');
    await link.drain();
    await link.drain();
    await eventually(() => expect(heard).toHaveBeenCalledTimes(1));
    expect(link.isClosed).toBe(true);
    await eventually(() => expect(link.isUp).toBe(false));
  });
});
