import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What it takes to call the services of a running suite. */
export interface SuiteAddress {
  natsUrl: string;
  /** The secret by which services of the suite know each other. */
  internalToken: string;
}

/** Where `npm start` says how its suite is reached; only its owner can read it. */
export const ADDRESS_FILE = 'suite.json';

/**
 * The suite that NATS_URL and INTERNAL_TOKEN name, or else the one that `npm start` runs with this data directory.
 * @throws Error in a sentence when there is neither.
 */
export async function findSuite(environment: NodeJS.ProcessEnv, dataDirectory: string): Promise<SuiteAddress> {
  const { NATS_URL: natsUrl, INTERNAL_TOKEN: internalToken } = environment;
  if (natsUrl && internalToken) return { natsUrl, internalToken };
  const file = join(dataDirectory, ADDRESS_FILE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new Error('No suite runs here. Start it with npm start, or set NATS_URL and INTERNAL_TOKEN.');
  }
  return JSON.parse(text) as SuiteAddress;
}
