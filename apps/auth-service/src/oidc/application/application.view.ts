import type { ApplicationView } from '@atrium/contracts';

import type { Application } from './application.entity.js';

/** An application as its owner sees it, without its secret. */
export function toApplicationView({
  secretHash: _secret,
  ownerId: _owner,
  sealedSecret: _sealed,
  ...application
}: Application): ApplicationView {
  return {
    ...application,
    createdAt: application.createdAt.toISOString(),
    updatedAt: application.updatedAt.toISOString(),
  };
}
