import { Module } from '@nestjs/common';

import { MembershipRepository } from './membership.repository.js';

/** Lets the features of the service ask who belongs where. */
@Module({
  providers: [MembershipRepository],
  exports: [MembershipRepository],
})
export class MembershipModule {}
