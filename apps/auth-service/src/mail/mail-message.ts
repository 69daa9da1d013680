import type { SendMailOptions } from 'nodemailer';

import type { OutgoingMail } from './outgoing-mail.js';

/** The message (RFC 5322) that nodemailer makes of a mail. */
export function messageOf(id: string, from: string, { to, subject, text }: OutgoingMail): SendMailOptions {
  return {
    from,
    // As an object, because a string would be parsed as a list of addresses.
    to: { name: '', address: to },
    subject,
    text,
    messageId: `<${id}@${domainOf(from)}>`,
    // No out-of-office replies (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function domainOf(address: string): string {
  return /@([^@>\s]+)>?\s*$/.exec(address)?.[1] ?? 'localhost';
}
