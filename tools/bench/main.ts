import { build, cancelBuild } from '../nx.ts';
import { step } from '../progress.ts';
import { onStopRequest } from '../stop-request.ts';
import { complain, say } from '../terminal.ts';
import type { Options } from './options.ts';

const resources = new AsyncDisposableStack();
let stopping: Promise<void> | undefined;

onStopRequest(async () => {
  say('\nStopping …');
  await stop();
  process.exit(130);
});

let exitCode = 0;
try {
  await step('Building the apps', build);
  // A fresh checkout has only now what these import: compiled libraries.
  const options = await optionsOrExit();
  const { runBench } = await import('./run-bench.ts');
  await runBench(options, resources);
} catch (error) {
  // While stopping, what was under way fails.
  if (!stopping) complain(`\n${reasonOf(error as Error)}`);
  exitCode = 1;
}
await stop();
process.exit(exitCode);

function stop(): Promise<void> {
  stopping ??= cancelBuild().then(() => resources.disposeAsync());
  return stopping;
}

/** Node's own errors say only in their cause what happened. */
function reasonOf({ message, cause }: Error): string {
  return cause instanceof Error ? `${message}: ${reasonOf(cause)}` : message;
}

async function optionsOrExit(): Promise<Options> {
  const { USAGE, readOptions } = await import('./options.ts');
  try {
    const parsed = readOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
    if (parsed) return parsed;
    say(USAGE);
    process.exit(0);
  } catch (error) {
    complain(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(1);
  }
}
