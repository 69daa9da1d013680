import type { InvitationMail } from '@atrium/contracts';

import type { OutgoingMail } from '../mail/outgoing-mail.js';

/** The mail that asks somebody into a workspace. The link stands on a line of its own. */
export function invitationMail(
  { email, workspaceName, invitedBy, expiresAt }: InvitationMail,
  token: string,
  publicUrl: string,
): OutgoingMail {
  const link = new URL('/invitations/accept', publicUrl);
  link.searchParams.set('token', token);
  return {
    to: email,
    subject: 'You are invited to a workspace',
    text: [
      'Hello,',
      '',
      `${invitedBy} invites you to the workspace "${workspaceName}" on Atrium.`,
      'Sign in, or register first, and then open this link to join it:',
      '',
      link.href,
      '',
      `It works once, until ${expiresAt.slice(0, 10)}. Please do not pass it on: whoever opens it can join.`,
      'If you do not know what this is about, you can ignore this e-mail.',
      '',
    ].join('\n'),
  };
}
