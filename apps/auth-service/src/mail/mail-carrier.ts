import type { OutgoingMail } from './outgoing-mail.js';

/** Brings a mail out of the suite. */
export abstract class MailCarrier {
  /** Rejects when the mail was not taken over. `id` becomes the Message-ID: a repeated mail can be told by it. */
  abstract carry(id: string, mail: OutgoingMail): Promise<void>;

  /** Closes what is open. */
  abstract close(): void;
}
