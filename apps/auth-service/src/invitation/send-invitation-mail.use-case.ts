import { createHash, createHmac } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { prepareInvitationMail, type InvitationMail } from '@atrium/contracts';
import { UnitOfWork } from '@atrium/persistence';
import { AS_SERVICE, isRefusal, RpcClient } from '@atrium/rpc';

import { MailSettings } from '../mail/mail-settings.js';
import { Postbox } from '../mail/postbox.js';
import { KeyRing } from '@atrium/secrets';
import { invitationMail } from './invitation.mail.js';

/**
 * Mails the link of an invitation. The token is derived from the invitation's id with a key of this service: a repeated
 * event makes the same one, and nobody stores it but the sealed mail. workspace-service keeps its hash.
 */
@Injectable()
export class SendInvitationMail {
  private readonly key: Buffer;

  constructor(
    ring: KeyRing,
    private readonly rpc: RpcClient,
    private readonly unitOfWork: UnitOfWork,
    private readonly postbox: Postbox,
    private readonly settings: MailSettings,
  ) {
    const [key] = ring.derive('invitation');
    if (!key) throw new Error('A key ring needs a key');
    this.key = key;
  }

  /** Sends nothing when the invitation was taken back, used, or mailed already. */
  async execute(invitationId: string): Promise<void> {
    const token = createHmac('sha256', this.key).update(invitationId).digest('base64url');
    const content = await this.prepare(invitationId, createHash('sha256').update(token).digest('hex'));
    if (!content) return;
    const lifetime = Math.ceil((Date.parse(content.expiresAt) - Date.now()) / 1_000);
    const mail = invitationMail(content, token, this.settings.publicUrl);
    await this.unitOfWork.run((tx) => this.postbox.postOnce(tx, invitationId, mail, lifetime));
  }

  private async prepare(invitationId: string, tokenHash: string): Promise<InvitationMail | undefined> {
    try {
      return await this.rpc.call(prepareInvitationMail, { invitationId, tokenHash }, AS_SERVICE);
    } catch (error) {
      if (isRefusal(error, 'INVITATION_NOT_FOUND')) return undefined;
      throw error;
    }
  }
}
