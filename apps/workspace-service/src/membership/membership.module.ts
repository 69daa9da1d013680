import { Module } from '@nestjs/common';

import { MemberLists } from './member-lists.js';
import { MembershipRepository } from './membership.repository.js';

/** Lets the features of the service ask who belongs where. */
@Module({
  providers: [MembershipRepository, MemberLists],
  exports: [MembershipRepository, MemberLists],
})
export class MembershipModule {}
