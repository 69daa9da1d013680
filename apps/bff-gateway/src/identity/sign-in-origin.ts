import { isIP } from 'node:net';

import '@fastify/cookie';
import type { SignInOrigin } from '@atrium/contracts';
import type { FastifyRequest } from 'fastify';

/** The cookie by which a device that has signed in before is known: see {@link SignInOrigin}. */
export const DEVICE_COOKIE = 'login_device';

const MAX_LENGTH = 512;

/** From where a request signs in, for the session's record and for the count of failures. */
export function signInOriginOf({ ip, headers, cookies }: FastifyRequest): SignInOrigin {
  const userAgent = headers['user-agent']?.slice(0, MAX_LENGTH);
  const deviceToken = cookies[DEVICE_COOKIE];
  return {
    ...(isIP(ip) === 0 ? {} : { address: ip }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(deviceToken === undefined || deviceToken.length > MAX_LENGTH ? {} : { deviceToken }),
  };
}
