import { takeServers } from './started-servers.ts';

/** Stops the servers that the set-up of this project has started. */
export default async function globalTeardown(): Promise<void> {
  await takeServers()?.stop();
}
