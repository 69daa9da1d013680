import { Injectable } from '@nestjs/common';
import type { InviteMemberRequest } from '@atrium/contracts';
import { Database, statement, type Transaction } from '@atrium/persistence';
import { DomainError } from '@atrium/rpc';
import { isEmail, isUUID } from 'class-validator';

import type { Invitee } from './invitation.js';

const BY_USERNAME = statement<{ userId: string }>(
  'invitee-by-username',
  'SELECT user_id AS "userId" FROM person WHERE lower(username) = lower($1) AND is_active',
);

const BY_ID = statement<{ userId: string }>(
  'invitee-by-id',
  'SELECT user_id AS "userId" FROM person WHERE user_id = $1 AND is_active',
);

const IS_MEMBER = statement(
  'invitee-is-member',
  `SELECT FROM workspace_member WHERE workspace_id = $1 AND user_id = $2
   UNION ALL
   SELECT FROM person p JOIN workspace_member m ON m.user_id = p.user_id
   WHERE lower(p.email) = lower($3) AND m.workspace_id = $1`,
);

/** Finds out who is meant by an invitation. */
@Injectable()
export class Invitees {
  constructor(private readonly database: Database) {}

  /**
   * An address is never looked up: neither the answer nor who sees the invitation tells whether it has an account, and
   * an account may bear an address that its owner never proved. Refuses with USER_NOT_FOUND a name nobody has.
   */
  async resolve(tx: Transaction, { user, email }: Pick<InviteMemberRequest, 'user' | 'email'>): Promise<Invitee> {
    if ((user === undefined) === (email === undefined)) {
      const detail = 'Give either user or email';
      throw new DomainError('VALIDATION_FAILED', detail, { user: [detail] });
    }
    const address = email ?? user ?? '';
    if (isEmail(address)) return { userId: null, email: address };
    const person = await this.database.row(isUUID(address) ? BY_ID : BY_USERNAME, [address], tx);
    if (!person) throw new DomainError('USER_NOT_FOUND', 'Nobody has this user name or id');
    return { userId: person.userId, email: null };
  }

  /** Whoever may invite sees the addresses of members too. */
  async isMember(tx: Transaction, workspaceId: number, { userId, email }: Invitee): Promise<boolean> {
    return (await this.database.row(IS_MEMBER, [workspaceId, userId, email], tx)) !== undefined;
  }
}
