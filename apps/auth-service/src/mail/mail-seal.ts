import type { KeyRing } from '@atrium/secrets';

import type { OutgoingMail } from './outgoing-mail.js';

/** A mail as it is stored: mails carry codes, which a copy of the database must not give away. */
export function sealMail(ring: KeyRing, id: string, mail: OutgoingMail): Buffer {
  return ring.seal(Buffer.from(JSON.stringify(mail)), sealContext(id));
}

/** Undoes {@link sealMail}; throws what {@link KeyRing.open} throws. */
export function openMail(ring: KeyRing, id: string, sealed: Buffer): OutgoingMail {
  return JSON.parse(ring.open(sealed, sealContext(id)).toString()) as OutgoingMail;
}

function sealContext(id: string): string {
  return `mail ${id}`;
}
