import { Module } from '@nestjs/common';

import { CoMemberController } from './co-member.controller.js';
import { CoMemberRepository } from './co-member.repository.js';
import { ListCoMembers } from './list-co-members.use-case.js';

@Module({
  controllers: [CoMemberController],
  providers: [CoMemberRepository, ListCoMembers],
})
export class CoMemberModule {}
