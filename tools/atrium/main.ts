import 'reflect-metadata';

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { WORKSPACE } from '../nx.ts';
import { complain, say } from '../terminal.ts';
import type { Command, StandaloneCommand } from './command.ts';

// Usage: npm run atrium -- <command> [arguments]
const [name = 'help', ...args] = process.argv.slice(2);
process.exitCode = await main(name, args);

async function main(name: string, args: readonly string[]): Promise<number> {
  if (!existsSync(join(WORKSPACE, 'libs/contracts/dist/index.js'))) {
    complain('Atrium is not built yet. Run npm run build, or npm start, first.');
    return 1;
  }
  // Imported now, because they import what the build makes.
  const { COMMANDS, helpText } = await import('./commands.ts');
  const command = COMMANDS[name];
  if (command) return runCommand(command, args);
  if (name === 'help' || name === '--help') {
    say(helpText());
    return 0;
  }
  complain(`There is no command "${name}".\n\n${helpText()}`);
  return 2;
}

async function runCommand(command: Command | StandaloneCommand, args: readonly string[]): Promise<number> {
  const { findSuite } = await import('./suite-address.ts');
  const { connectToSuite } = await import('./service-calls.ts');
  const { UsageError } = await import('./command.ts');
  try {
    const envFile = join(WORKSPACE, '.env');
    if (existsSync(envFile)) process.loadEnvFile(envFile);
    if (command.isStandalone) return await command.run(args);
    const calls = await connectToSuite(await findSuite(process.env, join(WORKSPACE, '.data')));
    try {
      return await command.run(args, calls.rpc);
    } finally {
      await calls.close();
    }
  } catch (error) {
    complain((error as Error).message);
    if (!(error instanceof UsageError)) return 1;
    complain(`Usage: npm run atrium -- ${command.usage}`);
    return 2;
  }
}
