import pg from 'pg';

const NAME = /^[a-z][a-z0-9_]{0,40}$/;

/**
 * Makes sure that a service has its own role and database `atrium_<name>`, which no other role may connect to.
 * Safe to repeat, also by several processes at a time; an existing role gets the given password.
 * @param adminUrl a role that may create roles and databases, on any PostgreSQL server.
 * @param name lower-case letters, digits and underscores, for example `auth`.
 * @returns the URL by which the service connects.
 */
export async function prepareDatabase(adminUrl: string, name: string, password: string): Promise<string> {
  if (!NAME.test(name))
    throw new Error(`"${name}" is no database name: use lower-case letters, digits and underscores.`);
  const database = `atrium_${name}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(hashtext($1))`, [database]);
    await ensureRole(client, database, password);
    await ensureDatabase(client, database);
  } catch (error) {
    throw explain(error, database);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.username = database;
  url.password = encodeURIComponent(password);
  url.pathname = `/${database}`;
  return url.href;
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  await client.query(`${verb} ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  // Only a member of a role may give it a database; a superuser is a member of all.
  const { rows } = await client.query<{ rolsuper: boolean }>(
    'SELECT rolsuper FROM pg_roles WHERE rolname = current_user',
  );
  if (!rows[0]?.rolsuper) await client.query(`GRANT ${pg.escapeIdentifier(role)} TO CURRENT_USER`);
}

async function ensureDatabase(client: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (!rowCount) await client.query(`CREATE DATABASE ${name} OWNER ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
}

function explain(error: unknown, database: string): unknown {
  if (error instanceof pg.DatabaseError && error.code === '42501') {
    return new Error(
      `The role of DATABASE_URL may not create the role and database ${database} (${error.message}). Give it CREATEROLE and CREATEDB, or use a superuser.`,
      { cause: error },
    );
  }
  return error;
}
