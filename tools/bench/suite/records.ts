import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseOwner } from '@atrium/local-suite';
import pg from 'pg';

const POLL_MS = 100;
const RECORDED_WITHIN_MS = 60_000;
const UNPUBLISHED = 'SELECT count(*)::int AS count FROM outbox WHERE published_at IS NULL';

interface Clients {
  readonly messages: pg.Client;
  readonly workspaces: pg.Client;
  readonly devices: pg.Client;
  readonly server: pg.Client;
}

/** Looks into the databases whether the work that messages and changes of devices leave behind is done. */
export class Records {
  readonly #messages: pg.Client;
  readonly #workspaces: pg.Client;
  readonly #devices: pg.Client;
  readonly #server: pg.Client;
  /** Its own PostgreSQL processes, which are no part of the suite. */
  readonly backendPids: readonly number[];
  /** Messages that were put into the database past the suite: they have no activities. */
  #inserted = 0;

  private constructor(clients: Clients, backendPids: readonly number[]) {
    this.#messages = clients.messages;
    this.#workspaces = clients.workspaces;
    this.#devices = clients.devices;
    this.#server = clients.server;
    this.backendPids = backendPids;
  }

  /** @param serverUrl the address of PostgreSQL itself, as its superuser. */
  static async open(databaseUrls: Record<DatabaseOwner, string>, serverUrl: string): Promise<Records> {
    const [messages, workspaces, devices, server] = await Promise.all([
      connect(databaseUrls['message-service']),
      connect(databaseUrls['workspace-service']),
      connect(databaseUrls['smarthome-service']),
      connect(serverUrl),
    ]);
    await server.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    const backendPids = await Promise.all([messages, workspaces, devices, server].map(backendPid));
    return new Records({ messages, workspaces, devices, server }, backendPids);
  }

  /** Fills a channel past the suite, in the time it takes to write rows. */
  async insertMessages(statement: string, values: readonly unknown[], count: number): Promise<void> {
    await this.#messages.query(statement, [...values]);
    await this.#messages.query('VACUUM ANALYZE message');
    this.#inserted += count;
  }

  /** Makes people and their workspaces past the suite. */
  async insertPeople(statement: string, values: readonly unknown[]): Promise<void> {
    await this.#workspaces.query(statement, [...values]);
  }

  /** How many statements the suite has had PostgreSQL run so far, in all databases. */
  async statements(): Promise<number> {
    const { rows } = await this.#server.query<{ count: number }>(
      `SELECT coalesce(sum(calls), 0)::int AS count FROM pg_stat_statements
       WHERE userid <> (SELECT oid FROM pg_roles WHERE rolname = current_user)`,
    );
    return rows[0]?.count ?? 0;
  }

  /** How many messages are stored. */
  messages(): Promise<number> {
    return count(this.#messages, 'SELECT coalesce(sum(ordinal), 0)::int AS count FROM conversation');
  }

  /**
   * Waits until every message's event is published and its activity recorded.
   * @throws Error when that takes more than a minute.
   */
  async settle(): Promise<void> {
    const deadline = Date.now() + RECORDED_WITHIN_MS;
    // Twice in a row: a request that was cut off at the end of a run may still be at work.
    for (let quiet = 0; quiet < 2; await sleep(POLL_MS)) {
      const { messages, activities, unpublished } = await this.#counts();
      quiet = messages - this.#inserted === activities && unpublished === 0 ? quiet + 1 : 0;
      if (Date.now() > deadline) {
        throw new Error(
          `${messages} messages are stored, ${activities} activities recorded, ${unpublished} unpublished.`,
        );
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#messages, this.#workspaces, this.#devices, this.#server].map((client) => client.end()));
  }

  async #counts() {
    const [messages, ofMessages, ofDevices, activities] = await Promise.all([
      this.messages(),
      count(this.#messages, UNPUBLISHED),
      count(this.#devices, UNPUBLISHED),
      count(this.#workspaces, "SELECT count(*)::int AS count FROM activity WHERE type = 'message_sent'"),
    ]);
    return { messages, unpublished: ofMessages + ofDevices, activities };
  }
}

async function connect(url: string): Promise<pg.Client> {
  // Workers of a parallel scan would be counted as the suite's.
  const client = new pg.Client({ connectionString: url, options: '-c max_parallel_workers_per_gather=0' });
  await client.connect();
  return client;
}

async function backendPid(client: pg.Client): Promise<number> {
  return count(client, 'SELECT pg_backend_pid() AS count');
}

async function count(client: pg.Client, sql: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(sql);
  return rows[0]?.count ?? 0;
}
