import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { WaitingList } from './waiting-list.ts';

/** An e-mail as it arrived: the parsed message, and whom the envelope named. */
export interface ReceivedMail extends Email {
  recipients: string[];
}

/** A real SMTP server on a free port that delivers nothing and keeps every message. */
export class MailSink {
  readonly url: string;
  readonly #server: SMTPServer;
  readonly #mails: WaitingList<ReceivedMail>;

  private constructor(server: SMTPServer, mails: WaitingList<ReceivedMail>, port: number) {
    this.#server = server;
    this.#mails = mails;
    this.url = `smtp://127.0.0.1:${port}`;
  }

  static async start(): Promise<MailSink> {
    const mails = new WaitingList<ReceivedMail>(({ recipients, subject }) => `to ${recipients.join(', ')}: ${subject}`);
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        readMail(stream, recipients).then(
          (mail) => {
            mails.add(mail);
            done();
          },
          (error: unknown) => done(error as Error),
        );
      },
    });
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return new MailSink(server, mails, (server.server.address() as AddressInfo).port);
  }

  /** Every message so far. */
  get mails(): readonly ReceivedMail[] {
    return this.#mails.all;
  }

  /** Takes the first message that fits and was not taken before, waiting for it at most `timeoutMs` milliseconds. */
  waitFor(predicate: (mail: ReceivedMail) => boolean, timeoutMs = 10_000): Promise<ReceivedMail> {
    return this.#mails.take(predicate, timeoutMs, 'such e-mail');
  }

  /** As `waitFor`, by the address of the envelope. */
  waitForMailTo(recipient: string, timeoutMs = 10_000): Promise<ReceivedMail> {
    return this.#mails.take(({ recipients }) => recipients.includes(recipient), timeoutMs, `e-mail to ${recipient}`);
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve));
  }
}

async function readMail(stream: AsyncIterable<Buffer>, recipients: string[]): Promise<ReceivedMail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return { ...(await PostalMime.parse(Buffer.concat(chunks))), recipients };
}
