import { Module } from '@nestjs/common';

import { ReportsModule } from '../homegraph/reports.module.js';
import { StateModule } from '../state/state.module.js';
import { CreateHome } from './create-home.use-case.js';
import { DeleteHome } from './delete-home.use-case.js';
import { HomeAnnouncer } from './home-announcer.js';
import { HomeGate } from './home-gate.js';
import { HomeMemberController } from './home-member.controller.js';
import { HomeController } from './home.controller.js';
import { HomeRepository } from './home.repository.js';
import { ShareHome, ShareHomeParts } from './share-home.use-case.js';
import { ToldWorkspace } from './told-workspace.js';
import { UpdateHome } from './update-home.use-case.js';
import { UserDeletedConsumer } from './user-deleted.consumer.js';

/** Homes, and who has a part in them. */
@Module({
  imports: [ReportsModule, StateModule],
  controllers: [HomeController, HomeMemberController],
  providers: [
    HomeRepository,
    HomeGate,
    HomeAnnouncer,
    CreateHome,
    UpdateHome,
    ToldWorkspace,
    DeleteHome,
    ShareHome,
    ShareHomeParts,
    UserDeletedConsumer,
  ],
  exports: [HomeRepository, HomeGate],
})
export class HomeModule {}
