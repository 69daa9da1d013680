import { eventually, type ChatSocket, type Frame } from '@atrium/testing';

import type { LiveSuite } from './live-suite.js';
import type { Person } from './person.js';

export const ROLES = ['owner', 'admin', 'member', 'guest', 'stranger'] as const;
export type Role = (typeof ROLES)[number];

/** A workspace with somebody in each role, and one outside it; each has a socket of version 2. */
export class Team {
  private readonly sockets = new Map<Role, ChatSocket>();

  private constructor(
    readonly workspaceId: number,
    private readonly people: ReadonlyMap<Role, Person>,
    private readonly ids: ReadonlyMap<Role, string>,
  ) {}

  static async gather(suite: LiveSuite): Promise<Team> {
    const people = new Map<Role, Person>();
    const ids = new Map<Role, string>();
    for (const role of ROLES) {
      const person = await suite.signUp(role);
      people.set(role, person);
      ids.set(role, (await person.http.get<{ id: string }>('/auth/me/')).body.id);
    }
    const team = new Team(0, people, ids);
    const workspaceId = await team.person('owner').createWorkspace();
    for (const role of ['admin', 'member', 'guest'] as const) {
      const path = `/api/workspaces/${workspaceId}/invitations`;
      const sent = await team.person('owner').http.post<{ id: string }>(path, { user: role, role });
      await team.person(role).http.post(`/api/invitations/${sent.body.id}/accept`, {});
    }
    return new Team(workspaceId, people, ids);
  }

  /** Throws for a role that nobody has. */
  person(role: Role): Person {
    const person = this.people.get(role);
    if (!person) throw new Error(`Nobody is ${role}`);
    return person;
  }

  idOf(role: Role): string {
    return this.ids.get(role) ?? '';
  }

  /** The person's one socket, opened when it is first asked for. */
  async socket(role: Role): Promise<ChatSocket> {
    const socket = this.sockets.get(role) ?? (await this.person(role).socket('/ws/chat/', 2));
    this.sockets.set(role, socket);
    return socket;
  }

  /** What the person is answered to a frame: `ok`, or the code of the error. */
  async answer(role: Role, frame: Frame): Promise<string> {
    const socket = await this.socket(role);
    const ref = `r${Math.random().toString(36).slice(2)}`;
    socket.send({ ...frame, ...(frame.type === 'send_message' ? { client_id: ref } : { req: ref }) });
    const { type, code } = await socket.next((one) => one.ref === ref || one.req === ref || one.client_id === ref);
    return type === 'error' ? (code as string) : 'ok';
  }

  join(role: Role, channelId: number): Promise<string> {
    return this.answer(role, { type: 'join_channel', channel_id: channelId });
  }

  post(role: Role, channelId: number): Promise<string> {
    return this.answer(role, { type: 'send_message', channel_id: channelId, body: `From the ${role}` });
  }

  /** Asks until the answer is this one: what was changed just now is known everywhere within a moment. */
  async untilAnswered(expected: string, ask: () => Promise<string>): Promise<void> {
    await eventually(async () => {
      const answer = await ask();
      if (answer !== expected) throw new Error(`The answer is ${answer}, not ${expected}`);
    });
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.sockets.values(), (socket) => socket.close()));
  }
}
