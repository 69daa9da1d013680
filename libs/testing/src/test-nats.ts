import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningNats, startNats } from '@atrium/local-suite';

/** A NATS server with JetStream that only one test file uses, and may take away for a while. */
export class TestNats {
  readonly url: string;
  /** Where MQTT clients connect. */
  readonly mqttUrl: string;
  readonly #directory: string;
  #server: RunningNats;

  private constructor(directory: string, server: RunningNats) {
    this.#directory = directory;
    this.#server = server;
    this.url = server.url;
    this.mqttUrl = server.mqttUrl;
  }

  static async start(): Promise<TestNats> {
    const directory = await mkdtemp(join(tmpdir(), 'atrium-nats-'));
    return new TestNats(directory, await startNats({ directory }));
  }

  /** Stops the server; its streams stay. */
  async halt(): Promise<void> {
    await this.#server.stop();
  }

  /** Starts the server again, at the same address and with the streams it had. */
  async resume(): Promise<void> {
    this.#server = await startNats({
      directory: this.#directory,
      port: Number(new URL(this.url).port),
      mqttPort: Number(new URL(this.mqttUrl).port),
    });
  }

  /** Stops the server and throws away its data. */
  async stop(): Promise<void> {
    await this.halt();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
