import { Injectable } from '@nestjs/common';
import { Database, statement } from '@atrium/persistence';
import { findUsersByName, type UserView } from '@atrium/contracts';
import { People, type Person } from '@atrium/directory';
import { AS_SERVICE, DomainError, RpcClient } from '@atrium/rpc';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What no profile can have, in the field of a look-up that is not meant. */
const NO_ADDRESS = 'nobody@users.invalid';

const BY_NAME = statement<Person & { asked: string }>(
  'recipients-by-name',
  `SELECT g.name AS asked, p.user_id AS "userId", p.version, p.username, p.email, p.first_name AS "firstName",
     p.is_active AS "isActive"
   FROM unnest($1::text[]) AS g (name)
   JOIN person p ON lower(p.username) = lower(g.name) OR lower(p.email) = lower(g.name)`,
);

/** Finds people by what others call them: their id, their user name, or their address. */
@Injectable()
export class Recipients {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly rpc: RpcClient,
  ) {}

  /** The ids of all of these people, each once; refuses with USER_NOT_FOUND when one is not there or has left. */
  async find(names: readonly string[]): Promise<string[]> {
    const ids = names.filter((name) => UUID.test(name)).map((id) => id.toLowerCase());
    const others = names.filter((name) => !UUID.test(name));
    const [byId, byName] = await Promise.all([this.people.find(ids), this.byName(others)]);
    const found = [...ids.map((id) => byId.get(id)), ...others.map((name) => byName.get(name.toLowerCase()))];
    return [...new Set(found.map(requireActive))];
  }

  private async byName(names: readonly string[]): Promise<Map<string, Pick<Person, 'userId' | 'isActive'>>> {
    const found = new Map<string, Pick<Person, 'userId' | 'isActive'>>();
    if (names.length === 0) return found;
    for (const person of await this.database.rows(BY_NAME, [names])) found.set(person.asked.toLowerCase(), person);
    const missing = names.filter((name) => !found.has(name.toLowerCase()));
    for (const name of missing) {
      const [user] = await this.ask(name);
      if (user) found.set(name.toLowerCase(), { userId: user.id, isActive: user.isActive });
    }
    return found;
  }

  /** The copy of the directory may not have everybody yet. */
  private ask(name: string): Promise<UserView[]> {
    const isAddress = ADDRESS.test(name);
    const request = isAddress ? { username: name.slice(0, 150), email: name } : { username: name, email: NO_ADDRESS };
    return this.rpc.call(findUsersByName, request, AS_SERVICE);
  }
}

function requireActive(person: Pick<Person, 'userId' | 'isActive'> | undefined): string {
  if (person?.isActive) return person.userId;
  throw new DomainError('USER_NOT_FOUND', 'There is no such user');
}
