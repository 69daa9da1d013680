import { Injectable } from '@nestjs/common';
import type { InvitationMail, PrepareInvitationMailRequest } from '@atrium/contracts';
import { People } from '@atrium/directory';
import { displayName, DomainError } from '@atrium/rpc';

import { InvitationRepository } from './invitation.repository.js';

/** Keeps the hash of the token that the mail brings, and says what the mail needs to say. */
@Injectable()
export class PrepareInvitationMail {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly people: People,
  ) {}

  async execute({ invitationId, tokenHash }: PrepareInvitationMailRequest): Promise<InvitationMail> {
    const armed = await this.invitations.arm(invitationId, Buffer.from(tokenHash, 'hex'));
    if (!armed) throw new DomainError('INVITATION_NOT_FOUND', 'This invitation does not exist, or not any more');
    const { email, workspaceName, invitedBy, expiresAt } = armed;
    const inviter = (await this.people.find([invitedBy])).get(invitedBy);
    const named = inviter === undefined ? 'Somebody' : displayName(inviter);
    return { email, workspaceName, invitedBy: named, expiresAt: expiresAt.toISOString() };
  }
}
