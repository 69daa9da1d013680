import { createTransport, type Transporter } from 'nodemailer';

import { MailCarrier } from './mail-carrier.js';
import { messageOf } from './mail-message.js';
import type { OutgoingMail } from './outgoing-mail.js';

/** Together well below the lease of a mail, in milliseconds. */
const TIMEOUTS = { dnsTimeout: 5_000, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };
const MAX_CONNECTIONS = 3;

/** Hands mails to an SMTP server over a few connections that stay open. */
export class SmtpCarrier extends MailCarrier {
  private readonly transport: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.transport = createTransport({ url, pool: true, maxConnections: MAX_CONNECTIONS, ...TIMEOUTS });
  }

  override async carry(id: string, mail: OutgoingMail): Promise<void> {
    await this.transport.sendMail(messageOf(id, this.from, mail));
  }

  override close(): void {
    this.transport.close();
  }
}
