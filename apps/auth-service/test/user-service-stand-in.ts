import { createUser, findUsers, userCreated, type CreateUserRequest, type UserView } from '@atrium/contracts';
import type { EventTap } from '@atrium/testing';
import { headers, type Msg, type NatsConnection } from '@nats-io/transport-node';

/** How far user-service gets with the next call to create a profile. */
type Mood = 'well' | 'breaks before' | 'breaks after';

/** Answers in user-service's place, and breaks off where a test wants it to. */
export class UserServiceStandIn {
  mood: Mood = 'well';
  private readonly users = new Map<string, UserView>();

  private constructor(private readonly events: EventTap) {}

  static async serve(nats: NatsConnection, events: EventTap): Promise<UserServiceStandIn> {
    const standIn = new UserServiceStandIn(events);
    nats.subscribe(createUser.subject, { callback: (_, message) => standIn.create(message) });
    nats.subscribe(findUsers.subject, { callback: (_, message) => standIn.find(message) });
    await nats.flush();
    return standIn;
  }

  /** The profile of a user name, if there is one. */
  named(username: string): UserView | undefined {
    return [...this.users.values()].find((user) => user.username === username);
  }

  /** Tells of a profile what user-service tells when it is made. */
  async tellCreated({ dateJoined, ...user }: UserView): Promise<void> {
    await this.events.publish(userCreated, { ...user, version: 1, occurredAt: dateJoined });
  }

  private create(message: Msg): void {
    if (this.mood === 'breaks before') return refuse(message, 'INTERNAL');
    const request = message.json<CreateUserRequest>();
    const { id, username, email, firstName, lastName, isStaff = false, isActive = true } = request;
    const others = [...this.users.values()];
    if (others.some((other) => other.username === username)) return refuse(message, 'USERNAME_TAKEN');
    if (others.some((other) => other.email === email)) return refuse(message, 'EMAIL_TAKEN');
    const names = { username, email, firstName, lastName };
    const user: UserView = { id, ...names, isStaff, isActive, dateJoined: new Date().toISOString() };
    this.users.set(user.id, user);
    if (this.mood === 'breaks after') return refuse(message, 'INTERNAL');
    message.respond(JSON.stringify(user));
  }

  private find(message: Msg): void {
    const { ids } = message.json<{ ids: string[] }>();
    message.respond(JSON.stringify(ids.map((id) => this.users.get(id)).filter((user) => user !== undefined)));
  }
}

function refuse(message: Msg, code: string): void {
  const refusal = headers();
  refusal.set('Atrium-Error', code);
  message.respond(JSON.stringify({ detail: code }), { headers: refusal });
}
