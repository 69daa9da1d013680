import { Injectable } from '@nestjs/common';
import { MAX_CO_MEMBERS, type CoMember } from '@atrium/contracts';
import { Database, statement } from '@atrium/persistence';

/** Of each workspace no more are read than are too many: one large workspace decides it alone. */
const ALL = statement<{ userId: string }>(
  'co-members-all',
  `SELECT DISTINCT o.user_id AS "userId" FROM workspace_member m
   CROSS JOIN LATERAL (SELECT user_id FROM workspace_member WHERE workspace_id = m.workspace_id LIMIT $2) o
   WHERE m.user_id = $1 LIMIT $2`,
);

const NAMED = statement<CoMember>(
  'co-members-named',
  `SELECT p.user_id AS "userId", p.email FROM person p
   WHERE lower(p.email) = ANY($2) AND EXISTS (
     SELECT FROM workspace_member o JOIN workspace_member m USING (workspace_id)
     WHERE o.user_id = p.user_id AND m.user_id = $1)
   ORDER BY p.user_id LIMIT ${MAX_CO_MEMBERS}`,
);

/** Who shares a workspace with whom. */
@Injectable()
export class CoMemberRepository {
  constructor(private readonly database: Database) {}

  /** Those who share a workspace with somebody, that person among them: as many as there are, at most `limit`. */
  async findIds(userId: string, limit: number): Promise<string[]> {
    return (await this.database.rows(ALL, [userId, limit])).map((row) => row.userId);
  }

  /** Those with one of these addresses who share a workspace with somebody. */
  findNamed(userId: string, emails: readonly string[]): Promise<CoMember[]> {
    return this.database.rows(NAMED, [userId, emails.map((email) => email.toLowerCase())]);
  }
}
