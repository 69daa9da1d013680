import { parseArgs } from 'node:util';
import { MAX_INTEGER_ID, rebuildMetrics, type RebuiltMetrics } from '@atrium/contracts';
import { AS_SERVICE } from '@atrium/rpc';
import { say } from '../terminal.ts';
import { type Command, UsageError } from './command.ts';

/** Counts the messages of workspaces anew. Messages may be sent meanwhile, and running it again does no harm. */
export const rebuildMetricsCommand: Command = {
  usage: 'rebuild-metrics [--workspace N]',
  summary: 'Count the messages of workspaces anew, and say whether the counts had been right',
  details: ['--workspace N  only those of this workspace'],
  async run(args, rpc) {
    const workspaceId = readWorkspace(args);
    say(verdictOn(await rpc.call(rebuildMetrics, workspaceId === undefined ? {} : { workspaceId }, AS_SERVICE)));
    return 0;
  },
};

function readWorkspace(args: readonly string[]): number | undefined {
  try {
    const { values } = parseArgs({ args: [...args], options: { workspace: { type: 'string' } } });
    if (values.workspace === undefined) return undefined;
    const id = /^[1-9]\d*$/.test(values.workspace) ? Number(values.workspace) : Number.NaN;
    if (!(id <= MAX_INTEGER_ID)) throw new Error('--workspace takes the number of a workspace.');
    return id;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

function verdictOn({ messages, corrected, late }: RebuiltMetrics): string {
  const found = corrected === 0 ? 'The counts had been right.' : `${corrected} counts had been wrong and are mended.`;
  const onTheirWay = late === 0 ? '' : ` ${late} messages had not been counted yet and are now.`;
  return `Messages counted: ${messages}. ${found}${onTheirWay}`;
}
