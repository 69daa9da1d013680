import { Injectable } from '@nestjs/common';
import { MAX_CO_MEMBERS, type CoMembers } from '@atrium/contracts';
import { People } from '@atrium/directory';
import type { Caller } from '@atrium/rpc';

import { CoMemberRepository } from './co-member.repository.js';

/** Everybody who shares a workspace with the caller, unless they are too many. */
@Injectable()
export class ListCoMembers {
  constructor(
    private readonly coMembers: CoMemberRepository,
    private readonly people: People,
  ) {}

  async execute({ userId, email }: Pick<Caller, 'userId' | 'email'>): Promise<CoMembers> {
    const ids = await this.coMembers.findIds(userId, MAX_CO_MEMBERS + 1);
    if (ids.length > MAX_CO_MEMBERS) return { people: [], isComplete: false };
    const others = ids.filter((id) => id !== userId);
    const known = others.length === 0 ? [] : [...(await this.people.find(others)).values()];
    const people = known.map((person) => ({ userId: person.userId, email: person.email }));
    return { people: [{ userId, email }, ...people], isComplete: true };
  }
}
