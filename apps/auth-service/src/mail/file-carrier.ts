import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { Logger } from '@nestjs/common';
import { createTransport } from 'nodemailer';

import { MailCarrier } from './mail-carrier.js';
import { messageOf } from './mail-message.js';
import type { OutgoingMail } from './outgoing-mail.js';

/** Writes each mail as an .eml file, for a suite without an SMTP server. Mail programs open such files. */
export class FileCarrier extends MailCarrier {
  private readonly logger = new Logger(FileCarrier.name);
  private readonly transport = createTransport({ streamTransport: true, buffer: true });
  private readonly directory: string;

  constructor(
    directory: string,
    private readonly from: string,
  ) {
    super();
    this.directory = resolve(directory);
  }

  override async carry(id: string, mail: OutgoingMail): Promise<void> {
    const { message } = await this.transport.sendMail(messageOf(id, this.from, mail));
    const path = join(this.directory, fileNameOf(mail.to, new Date()));
    await mkdir(this.directory, { recursive: true });
    // Under another name first: whoever watches the directory never reads half a mail.
    await writeFile(`${path}.part`, message as Buffer, { mode: 0o600 });
    await rename(`${path}.part`, path);
    this.logger.log({ msg: 'no SMTP_URL is set: the mail was written to a file', file: path });
  }

  override close(): void {
    this.transport.close();
  }
}

/** `<time>-<address>.eml` with nothing in it that a file system could take for more than a name. */
export function fileNameOf(address: string, at: Date): string {
  const time = at.toISOString().replaceAll(':', '-');
  return `${time}-${address.replaceAll(/[^\w.@+-]/g, '_').slice(0, 100)}.eml`;
}
