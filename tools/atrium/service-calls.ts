import { pingNats } from '@atrium/local-suite';
import { NatsLink } from '@atrium/nats';
import { RpcClient } from '@atrium/rpc';
import type { SuiteAddress } from './suite-address.ts';

/** A connection to a suite, as one of its services has it. */
export interface ServiceCalls {
  rpc: RpcClient;
  close(): Promise<void>;
}

/** @throws Error in a sentence when NATS cannot be reached. */
export async function connectToSuite({ natsUrl, internalToken }: SuiteAddress): Promise<ServiceCalls> {
  // Services wait for NATS for ever; who sits at a terminal wants to know at once.
  await pingNats(natsUrl).catch((cause: unknown) => {
    throw new Error('The suite cannot be reached: NATS does not answer. Is it running?', { cause });
  });
  const link = await NatsLink.connect({ url: natsUrl, name: 'atrium command' });
  return { rpc: new RpcClient(link, { internalToken }), close: () => link.drain() };
}
