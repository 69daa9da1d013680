import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseOwner } from '@atrium/local-suite';
import pg from 'pg';

const POLL_MS = 100;
const RECORDED_WITHIN_MS = 60_000;
const UNPUBLISHED = 'SELECT count(*)::int AS count FROM outbox WHERE published_at IS NULL';

/** Looks into the databases whether the work that messages and changes of devices leave behind is done. */
export class Records {
  readonly #messages: pg.Client;
  readonly #workspaces: pg.Client;
  readonly #devices: pg.Client;
  /** Its own PostgreSQL processes, which are no part of the suite. */
  readonly backendPids: readonly number[];

  private constructor(messages: pg.Client, workspaces: pg.Client, devices: pg.Client, backendPids: readonly number[]) {
    this.#messages = messages;
    this.#workspaces = workspaces;
    this.#devices = devices;
    this.backendPids = backendPids;
  }

  static async open(databaseUrls: Record<DatabaseOwner, string>): Promise<Records> {
    const [messages, workspaces, devices] = await Promise.all([
      connect(databaseUrls['message-service']),
      connect(databaseUrls['workspace-service']),
      connect(databaseUrls['smarthome-service']),
    ]);
    const backendPids = await Promise.all([messages, workspaces, devices].map(backendPid));
    return new Records(messages, workspaces, devices, backendPids);
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
      quiet = messages === activities && unpublished === 0 ? quiet + 1 : 0;
      if (Date.now() > deadline) {
        throw new Error(
          `${messages} messages are stored, ${activities} activities recorded, ${unpublished} unpublished.`,
        );
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#messages.end(), this.#workspaces.end(), this.#devices.end()]);
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
