import type { OutgoingMail } from '../mail/outgoing-mail.js';

/**
 * The mail that brings a sign-in code. The code is in the text only, where it does not show on a locked screen, and
 * is its only run of six digits.
 */
export function otpMail(
  to: string,
  code: string,
  { minutes, publicUrl }: { minutes: number; publicUrl: string },
): OutgoingMail {
  return {
    to,
    subject: 'Your Atrium sign-in code',
    // Short lines: a mail with longer ones is sent encoded, and is hard to read for whoever opens the file.
    text: [
      'Hello,',
      '',
      `Your Atrium sign-in code is ${code}`,
      '',
      `It is valid for ${minutes} minutes and works once. Please do not pass it on.`,
      'If you did not ask for it, you can ignore this e-mail.',
      '',
      publicUrl,
      '',
    ].join('\n'),
  };
}
