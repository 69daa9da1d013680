import pg from 'pg';

const TABLES = `SELECT table_name, column_name, data_type, is_nullable, column_default, is_identity
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migration'
  ORDER BY table_name, ordinal_position`;
const INDEXES = `SELECT indexdef FROM pg_indexes
  WHERE schemaname = 'public' AND tablename <> 'migration' ORDER BY indexname`;
const CONSTRAINTS = `SELECT conrelid::regclass::text AS table_name, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'migration'
  ORDER BY 1, 2`;

/** What a database's schema consists of, in a form that two moments can be compared by. */
export interface SchemaSnapshot {
  readonly columns: readonly object[];
  readonly indexes: readonly object[];
  readonly constraints: readonly object[];
}

/** Describes the tables of a database, leaving out the one that counts migrations. */
export async function schemaSnapshot(databaseUrl: string): Promise<SchemaSnapshot> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const [columns, indexes, constraints] = [
      await rowsOf(client, TABLES),
      await rowsOf(client, INDEXES),
      await rowsOf(client, CONSTRAINTS),
    ];
    return { columns, indexes, constraints };
  } finally {
    await client.end();
  }
}

async function rowsOf(client: pg.Client, query: string): Promise<object[]> {
  return (await client.query<object>(query)).rows;
}
