import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, type RunningServers, startThrowAwayServers } from '@atrium/local-suite';
import { build, cancelBuild, runNx } from '../nx.ts';
import { step } from '../progress.ts';
import { onStopRequest } from '../stop-request.ts';
import { complain, say } from '../terminal.ts';
import { readTally, tallyLine } from './tally.ts';

// Usage: npm test [-- options of `nx run-many`, for example --projects=message-service or --skip-nx-cache]
const directory = mkdtempSync(join(tmpdir(), 'atrium-test-'));
const tallyFile = join(directory, 'tally.jsonl');
let servers: RunningServers | undefined;
let tests: Child | undefined;

onStopRequest(async () => {
  await tests?.stop();
  await stop();
  process.exit(130);
});

let exitCode = 1;
try {
  exitCode = await run(process.argv.slice(2));
} catch (error) {
  complain((error as Error).message);
}
await stop();
const tally = readTally(tallyFile);
rmSync(directory, { recursive: true, force: true });
if (tally.numPassed + tally.numFailed === 0) {
  complain('No test ran.');
  exitCode ||= 1;
}
if (tally.numFailed > 0) exitCode ||= 1;
say(tallyLine(tally));
process.exit(exitCode);

async function run(args: readonly string[]): Promise<number> {
  await Promise.all([
    step('Building the apps', build),
    step('Starting PostgreSQL, NATS and Redis for the tests', async () => {
      servers = await startThrowAwayServers(say);
    }),
  ]);
  tests = runNx(['run-many', '-t', 'test', '--parallel=2', '--output-style=stream', ...args], testEnvironment(), say);
  const { code } = await tests.exited;
  return code ?? 1;
}

function testEnvironment(): NodeJS.ProcessEnv {
  return {
    ATRIUM_TEST_POSTGRES_URL: servers?.databaseUrl,
    ATRIUM_TEST_NATS_URL: servers?.natsUrl,
    ATRIUM_TEST_REDIS_URL: servers?.redisUrl,
    ATRIUM_TEST_TALLY: tallyFile,
  };
}

async function stop(): Promise<void> {
  await cancelBuild();
  await servers?.stop();
  servers = undefined;
}
