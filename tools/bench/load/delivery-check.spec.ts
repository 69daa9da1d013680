import { describe, expect, it } from '@jest/globals';
import { DeliveryCheck } from './delivery-check.ts';

const frame = (number: number) => Buffer.from(`message ${number}`);
const check = (subscribers: number) => new DeliveryCheck(subscribers, (text) => Number(text.toString().split(' ')[1]));

describe('DeliveryCheck', () => {
  it('is content when everybody gets every message once and in order', () => {
    const deliveries = check(2);
    for (const [subscriber, number] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      expect(deliveries.receive(subscriber, frame(number))).toBe(number);
    }
    expect(deliveries.isOver(2)).toBe(true);
    expect(() => deliveries.verify(2)).not.toThrow();
  });

  it('is not over until the last subscriber has the last message', () => {
    const deliveries = check(2);
    deliveries.receive(0, frame(0));
    expect(deliveries.isOver(1)).toBe(false);
    expect(() => deliveries.verify(1)).toThrow('subscriber 1 has got 0 of 1 messages');
  });

  it.each([
    ['comes twice', [0, 0]],
    ['comes early', [1, 0]],
    ['is left out', [0, 2]],
  ])('refuses a message that %s', (_, numbers) => {
    const deliveries = check(1);
    for (const number of numbers) deliveries.receive(0, frame(number));
    expect(deliveries.isOver(numbers.length)).toBe(true);
    expect(() => deliveries.verify(numbers.length)).toThrow('not delivered once and in order');
  });

  it('lets several senders overtake each other, in the same order for everybody', () => {
    const numberIn = (text: Buffer) => Number(text.toString().split(' ')[1]);
    const deliveries = new DeliveryCheck(2, numberIn, 2);
    for (const number of [1, 0, 3, 5, 2]) expect(deliveries.receive(0, frame(number))).toBe(number);
    expect(deliveries.receive(0, frame(6))).toBeUndefined();
    expect(deliveries.receive(1, frame(1))).toBe(1);
    expect(deliveries.receive(1, frame(3))).toBeUndefined();
  });

  it('refuses a frame that is not the one the others got', () => {
    const deliveries = check(2);
    deliveries.receive(0, frame(0));
    expect(deliveries.receive(1, Buffer.from('message 0 '))).toBeUndefined();
    expect(() => deliveries.verify(1)).toThrow('subscriber 1 waited for message 0');
  });

  it('refuses one message more than was sent', () => {
    const deliveries = check(1);
    deliveries.receive(0, frame(0));
    deliveries.receive(0, frame(1));
    expect(() => deliveries.verify(1)).toThrow('subscriber 0 has got 2 of 1 messages');
  });
});
