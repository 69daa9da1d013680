import type { ServerUrls } from '@atrium/local-suite';

/**
 * The servers that Jest's global set-up has prepared for this run. Other projects' tests use them at the same time:
 * give what you create a unique name.
 * @throws Error when the set-up did not run, which it does only for int and e2e specs.
 */
export function testServers(): ServerUrls {
  return {
    databaseUrl: required('ATRIUM_TEST_POSTGRES_URL'),
    natsUrl: required('ATRIUM_TEST_NATS_URL'),
    redisUrl: required('ATRIUM_TEST_REDIS_URL'),
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(
      `${name} is not set. A test that needs servers belongs in a file named *.int-spec.ts or *.e2e-spec.ts.`,
    );
  }
  return value;
}
