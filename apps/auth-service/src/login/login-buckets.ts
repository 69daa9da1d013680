import { createHash } from 'node:crypto';

import { networkOf } from '@atrium/service';

/** Something that attempts are counted by, and the attempt by which the waiting begins. */
export interface Bucket {
  readonly key: Buffer;
  readonly allowance: number;
}

/** What one attempt counts in. A success empties its own and takes the attempt back from the common ones. */
export interface LoginBuckets {
  readonly own: readonly Bucket[];
  readonly common: readonly Bucket[];
}

const PAIR_ALLOWANCE = 5;
const DEVICE_ALLOWANCE = 10;
/** High: an account that many places fail at is under attack, a place that fails at many accounts attacks. */
const ACCOUNT_ALLOWANCE = 100;
const ADDRESS_ALLOWANCE = 100;

/** An attempt by a stranger: counted for the account from this network, and for either alone. */
export function strangersBuckets(account: string, address: string | undefined): LoginBuckets {
  const network = address === undefined ? 'unknown' : networkOf(address);
  return {
    own: [{ key: keyOf('pair', account, network), allowance: PAIR_ALLOWANCE }],
    common: [
      { key: keyOf('account', account), allowance: ACCOUNT_ALLOWANCE },
      { key: keyOf('address', network), allowance: ADDRESS_ALLOWANCE },
    ],
  };
}

/** An attempt from a device that the account's owner has signed in with: no stranger's failures count here. */
export function devicesBuckets(account: string, device: string): LoginBuckets {
  return { own: [{ key: keyOf('device', account, device), allowance: DEVICE_ALLOWANCE }], common: [] };
}

function keyOf(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
