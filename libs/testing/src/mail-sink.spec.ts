import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { MailSink } from './mail-sink.ts';

describe('MailSink', () => {
  let sink: MailSink;

  beforeAll(async () => {
    sink = await MailSink.start();
  });

  afterAll(() => sink.stop());

  it('receives what a real client sends', async () => {
    const waiting = sink.waitForMailTo('ada@example.com');
    const transport = createTransport(sink.url);
    await transport.sendMail({
      from: 'no-reply@example.com',
      to: 'ada@example.com',
      subject: 'Grüße',
      text: 'Code: 123456',
    });
    transport.close();
    await expect(waiting).resolves.toMatchObject({ subject: 'Grüße', text: expect.stringContaining('123456') });
  });
});
