/** One Ctrl-C can arrive several times: from the terminal, and forwarded by npm. */
const SAME_REQUEST_MS = 1_000;

/**
 * Runs `stop` once when the user or the system asks this process to end: Ctrl-C, SIGTERM, a closed terminal, or the end
 * of the process that started it. A later signal ends it at once, and with it every child.
 */
export function onStopRequest(stop: () => Promise<void>): void {
  let requestedAt: number | undefined;
  const request = (signal?: NodeJS.Signals) => {
    if (requestedAt === undefined) {
      requestedAt = Date.now();
      void stop();
    } else if (signal && Date.now() - requestedAt > SAME_REQUEST_MS) {
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => request(signal));
  if (process.send) process.once('disconnect', () => request());
}
