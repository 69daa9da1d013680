import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { testServers } from './test-servers.ts';

/** A database that only one test file uses. */
export interface TestDatabase {
  /** Its owner's URL; the owner is no superuser, as in production. */
  url: string;
  /** Drops the database and its owner, cutting connections that are still open. */
  drop(): Promise<void>;
}

/**
 * Creates an empty database on the test server, with its own role.
 * @param name a hint for people who look at the server, in lower-case letters, digits and underscores.
 */
export async function createDatabase(name = 'test'): Promise<TestDatabase> {
  const { databaseUrl } = testServers();
  const unique = `${name.replaceAll(/\W/g, '_').toLowerCase()}_${randomBytes(6).toString('hex')}`;
  await run(databaseUrl, [
    `CREATE ROLE ${unique} LOGIN PASSWORD '${unique}'`,
    `CREATE DATABASE ${unique} OWNER ${unique} TEMPLATE template0`,
  ]);
  const url = new URL(databaseUrl);
  url.username = unique;
  url.password = unique;
  url.pathname = `/${unique}`;
  return {
    url: url.href,
    drop: () => run(databaseUrl, [`DROP DATABASE IF EXISTS ${unique} WITH (FORCE)`, `DROP ROLE IF EXISTS ${unique}`]),
  };
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
