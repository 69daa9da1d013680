import { expect, it } from '@jest/globals';

import { errorFamilyOf } from './error-family.js';

it.each([
  ['/api/register', 'status'],
  ['/api/register/', 'status'],
  ['/api/request-otp/', 'status'],
  ['/api/verify-otp/', 'status'],
  ['/api/logout/', 'status'],
  ['/api/refresh/', 'status'],
  ['/api/workspaces', 'status'],
  ['/api/workspaces/', 'status'],
  ['/api/workspaces/1/members', 'problem'],
  ['/api/channels/', 'status'],
  ['/api/channels/1/', 'problem'],
  ['/api/messages/', 'status'],
  ['/api/activities/1', 'status'],
  ['/api/metrics', 'status'],
  ['/api/status/', 'detail'],
  ['/auth/me', 'detail'],
  ['/auth/me/', 'detail'],
  ['/api/users/me/', 'detail'],
  ['/api/token/refresh/', 'detail'],
  ['/o/token/', 'oauth'],
  ['/o/applications-x', 'oauth'],
  ['/o/applications/1', 'problem'],
  ['/o/authorized_tokens', 'problem'],
  ['/', 'problem'],
  ['/auth/meadow', 'problem'],
  ['/api/registered', 'problem'],
  ['/api/tokens', 'problem'],
  ['/v2/api/register', 'problem'],
  ['/smarthome/devices', 'problem'],
])('An error at %s is written as %s', (path, family) => {
  expect(errorFamilyOf(path)).toBe(family);
});
