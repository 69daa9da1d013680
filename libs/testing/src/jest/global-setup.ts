import { startThrowAwayServers } from '@atrium/local-suite';
import { keepServers } from './started-servers.ts';

const VARIABLES = ['ATRIUM_TEST_POSTGRES_URL', 'ATRIUM_TEST_NATS_URL', 'ATRIUM_TEST_REDIS_URL'] as const;

/** Gives the tests of a project real servers: those of the whole test run if there are any, else its own. */
export default async function globalSetup(): Promise<void> {
  const given = VARIABLES.filter((name) => process.env[name]);
  if (given.length === VARIABLES.length) return;
  if (given.length > 0) {
    throw new Error(
      `Set all of ${VARIABLES.join(', ')} to use your own servers, or none. Only ${given.join(', ')} is set.`,
    );
  }
  const servers = await startThrowAwayServers((sentence) => process.stderr.write(`${sentence}\n`));
  keepServers(servers);
  process.env.ATRIUM_TEST_POSTGRES_URL = servers.databaseUrl;
  process.env.ATRIUM_TEST_NATS_URL = servers.natsUrl;
  process.env.ATRIUM_TEST_REDIS_URL = servers.redisUrl;
}
