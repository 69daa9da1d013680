import { Logger } from '@nestjs/common';

// Node runs this file itself and looks for files by their full names.
import { onShutdown } from '../src/shutdown.ts';

/** A process whose only work is to stop, in the way that its argument says. It tells its parent of each step. */
Logger.overrideLogger(false);
const [, , behaviour] = process.argv;

function tell(step: string): void {
  if (process.connected) process.send?.(step);
}

onShutdown(async () => {
  tell('shutting down');
  if (behaviour === 'bad') throw new Error('cannot stop');
  if (behaviour === 'waiting') await new Promise((resolve) => process.once('message', resolve));
});
process.on('SIGINT', () => tell('interrupted'));
// Like a server, it does not end by itself.
setInterval(() => undefined, 60_000);
process.on('message', () => undefined);
tell('listening');
