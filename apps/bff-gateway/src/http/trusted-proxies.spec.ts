import { expect, it } from '@jest/globals';

import { isProxyNetwork } from './trusted-proxies.js';

it.each(['127.0.0.1', '::1', '10.0.0.0/8', '2001:db8::/32', 'loopback', 'linklocal', 'uniquelocal'])(
  '%s can be trusted',
  (text) => {
    expect(isProxyNetwork(text)).toBe(true);
  },
);

it.each(['', '*', 'true', 'proxy.example.com', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '2001:db8::/129'])(
  '%s is no address or network',
  (text) => {
    expect(isProxyNetwork(text)).toBe(false);
  },
);
