import { Module } from '@nestjs/common';

import { AuditEventRepository } from './audit-event.repository.js';
import { AuditLog } from './audit-log.js';
import { AuditController } from './audit.controller.js';
import { UserAudit } from './user-audit.js';

@Module({
  controllers: [AuditController],
  providers: [AuditLog, AuditEventRepository, UserAudit],
  exports: [AuditLog, UserAudit],
})
export class AuditModule {}
