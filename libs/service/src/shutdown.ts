import { Logger } from '@nestjs/common';

/** A process that cannot finish in this time is ended; below every orchestrator's own limit. */
const SHUTDOWN_LIMIT_MS = 25_000;

/**
 * Runs `shutDown` once on SIGTERM, SIGINT, or when the parent that holds this process's IPC channel is gone, and then
 * exits with 0; exits with 1 when it fails or takes too long.
 */
export function onShutdown(shutDown: () => Promise<void>): void {
  const logger = new Logger('Shutdown');
  let isShuttingDown = false;
  const begin = (reason: string): void => {
    if (isShuttingDown) return;
    isShuttingDown = true;
    logger.log({ msg: 'shutting down', reason });
    setTimeout(() => {
      logger.error({ msg: 'shutdown took too long' });
      process.exit(1);
    }, SHUTDOWN_LIMIT_MS).unref();
    shutDown().then(
      () => process.exit(0),
      (err: unknown) => {
        logger.error({ msg: 'shutdown failed', err });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => begin('SIGTERM'));
  process.on('SIGINT', () => begin('SIGINT'));
  if (process.send !== undefined) process.on('disconnect', () => begin('parent is gone'));
}
