import type { OutgoingMail } from '../mail/outgoing-mail.js';

/** The mail that brings a token to set a new password with. The token stands on a line of its own. */
export function passwordResetMail(to: string, token: string, minutes: number, publicUrl: string): OutgoingMail {
  return {
    to,
    subject: 'Set a new Atrium password',
    text: [
      'Hello,',
      '',
      'somebody asked to set a new password for your Atrium account.',
      'This is the token for it:',
      '',
      token,
      '',
      `It is valid for ${minutes} minutes and works once. Please do not pass it on.`,
      'If you did not ask for it, you can ignore this e-mail:',
      'your password stays as it is.',
      '',
      publicUrl,
      '',
    ].join('\n'),
  };
}

/** Tells the owner of an account that its password is another one now. */
export function passwordChangedMail(to: string, publicUrl: string): OutgoingMail {
  return {
    to,
    subject: 'Your Atrium password was changed',
    text: [
      'Hello,',
      '',
      'the password of your Atrium account was changed just now.',
      'If that was not you, ask for a password reset at once.',
      '',
      publicUrl,
      '',
    ].join('\n'),
  };
}
