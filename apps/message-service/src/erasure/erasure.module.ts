import { Module } from '@nestjs/common';

import { ErasureRepository } from './erasure.repository.js';
import { WorkspaceEraser } from './workspace-eraser.js';

@Module({ providers: [ErasureRepository, WorkspaceEraser] })
export class ErasureModule {}
