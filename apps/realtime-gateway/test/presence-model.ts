import type { PresenceChanged, PresenceStatus } from '@atrium/contracts';

interface ModelConnection {
  status: PresenceStatus;
  until: number;
  isLost: boolean;
}

/** A change as it must be told. */
export type Edge = Pick<PresenceChanged, 'userId' | 'status'>;

/** What presence must be, said in the simplest way. */
export class PresenceModel {
  private readonly held = new Map<string, Map<string, string>>();
  private readonly people = new Map<string, { connections: Map<string, ModelConnection>; told: PresenceStatus }>();

  beat(userId: string, id: string, gateway: string, status: PresenceStatus, until: number, now: number): Edge[] {
    this.held.set(gateway, (this.held.get(gateway) ?? new Map<string, string>()).set(id, userId));
    return this.change(userId, now, (connections) => {
      dropLost(connections);
      connections.set(id, { status, until, isLost: false });
    });
  }

  lose(userId: string, id: string, until: number, now: number): Edge[] {
    for (const ids of this.held.values()) ids.delete(id);
    return this.change(userId, now, (connections) => {
      const connection = connections.get(id);
      if (!connection || connection.isLost) return;
      for (const [other, { isLost }] of connections) if (isLost) connections.delete(other);
      if (connections.size > 1) connections.delete(id);
      else Object.assign(connection, { until, isLost: true });
    });
  }

  /** Those of a gateway that have not closed, also if they have fallen silent. */
  heldBy(gateway: string): { userId: string; id: string }[] {
    return Array.from(this.held.get(gateway) ?? [], ([id, userId]) => ({ userId, id }));
  }

  expire(now: number): Edge[] {
    return [...this.people.keys()].flatMap((userId) => this.change(userId, now, () => undefined));
  }

  /** Where somebody is, if only what has not run out counts. */
  status(userId: string, now: number): PresenceStatus {
    const person = this.people.get(userId);
    const isAnyLeft = [...(person?.connections.values() ?? [])].some(({ until }) => until > now);
    return isAnyLeft ? (person?.told ?? 'offline') : 'offline';
  }

  private change(userId: string, now: number, act: (connections: Map<string, ModelConnection>) => void): Edge[] {
    const person = this.people.get(userId) ?? { connections: new Map<string, ModelConnection>(), told: 'offline' };
    this.people.set(userId, person);
    const { connections } = person;
    for (const [id, { until }] of connections) if (until <= now) connections.delete(id);
    act(connections);
    const statuses = new Set(Array.from(connections.values(), ({ status }) => status));
    const status = (['online', 'idle'] as const).find((each) => statuses.has(each)) ?? 'offline';
    if (status === person.told) return [];
    person.told = status;
    return [{ userId, status }];
  }
}

function dropLost(connections: Map<string, ModelConnection>): void {
  for (const [id, { isLost }] of connections) if (isLost) connections.delete(id);
}
