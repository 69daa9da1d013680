import { Module } from '@nestjs/common';

import { AuditEventRepository } from './audit-event.repository.js';
import { AuditLog } from './audit-log.js';
import { AuditController } from './audit.controller.js';

@Module({
  controllers: [AuditController],
  providers: [AuditLog, AuditEventRepository],
  exports: [AuditLog],
})
export class AuditModule {}
