import { execFile } from 'node:child_process';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from '@nats-io/transport-node';
import { Redis } from 'ioredis';
import pg from 'pg';
import { median } from '../statistics.ts';
import type { DurableServers } from '../suite/durable-servers.ts';

const FSYNCS = 50;

/** What the figures depend on, one line each. */
export async function describeMachine(servers: DurableServers): Promise<string[]> {
  const [load = 0] = loadavg();
  return [
    `CPU: ${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores; the load generator runs on the same cores`,
    `Memory: ${(totalmem() / 2 ** 30).toFixed(0)} GiB; ${type()} ${release()}; load average before the bench: ${load.toFixed(2)}`,
    `Data on ${await fileSystemOf(servers.directory)}; writing and syncing 8 kB takes ${fsyncMs(servers.directory).toFixed(2)} ms`,
    `Node ${process.version}; ${await postgresLine(servers.postgres.url)}; ${await natsLine(servers.nats.url)}; ${await redisLine(servers.redis.url)}`,
  ];
}

async function fileSystemOf(directory: string): Promise<string> {
  const { stdout } = await promisify(execFile)('df', ['--output=fstype', directory]);
  return stdout.trim().split('\n').at(-1) ?? 'an unknown file system';
}

/** How long a disk takes to make sure of a page, which bounds how fast PostgreSQL can commit. */
function fsyncMs(directory: string): number {
  const file = openSync(join(directory, 'fsync'), 'w');
  const page = Buffer.alloc(8_192, 1);
  const times = Array.from({ length: FSYNCS }, (_, index) => {
    const started = performance.now();
    writeSync(file, page, 0, page.length, index * page.length);
    fsyncSync(file);
    return performance.now() - started;
  });
  closeSync(file);
  return median(times);
}

async function postgresLine(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<'version' | 'fsync' | 'commit', string>>(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
       current_setting('synchronous_commit') AS commit`,
  );
  await client.end();
  return `PostgreSQL ${rows[0]?.version} (fsync ${rows[0]?.fsync}, synchronous_commit ${rows[0]?.commit})`;
}

async function natsLine(url: string): Promise<string> {
  const connection = await connect({ servers: url });
  const version = connection.info?.version;
  await connection.close();
  return `NATS ${version}`;
}

async function redisLine(url: string): Promise<string> {
  const redis = new Redis(url);
  const [, version] = /redis_version:(\S+)/.exec(await redis.info('server')) ?? [];
  redis.disconnect();
  return `Redis ${version}`;
}
