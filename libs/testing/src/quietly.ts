import { Logger } from '@nestjs/common';

/** Runs `work` without a line from Nest's logger: for tests in which an error is what should happen. */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  Logger.overrideLogger(false);
  try {
    return await work();
  } finally {
    Logger.overrideLogger(['error', 'fatal']);
  }
}
