import { Module } from '@nestjs/common';

import { AccountDeletedConsumer } from './account-deleted.consumer.js';
import { AccountErasureRepository } from './account-erasure.repository.js';
import { ErasureRepository } from './erasure.repository.js';
import { WorkspaceEraser } from './workspace-eraser.js';

@Module({ providers: [ErasureRepository, WorkspaceEraser, AccountErasureRepository, AccountDeletedConsumer] })
export class ErasureModule {}
