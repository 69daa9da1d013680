import { Injectable } from '@nestjs/common';
import { userDeleted } from '@atrium/contracts';
import { Outbox } from '@atrium/events';
import { UnitOfWork } from '@atrium/persistence';
import type { Caller } from '@atrium/rpc';

import { UserRepository } from './user.repository.js';
import { toUserChanged } from './user.view.js';
import { userNotFound, Viewer } from './viewer.js';

/** Ends one's own account, or for staff anybody's: what tells who it was goes, its id and what refers to it stay. */
@Injectable()
export class DeleteUser {
  constructor(
    private readonly viewer: Viewer,
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UserRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(caller: Caller, id: string): Promise<void> {
    await this.viewer.requireAccess(caller, id);
    await this.unitOfWork.run(async (tx) => {
      const user = await this.users.lock(tx, id);
      if (!user) throw userNotFound();
      await this.outbox.add(tx, userDeleted, toUserChanged(await this.users.anonymise(tx, user), caller.userId));
    });
  }
}
