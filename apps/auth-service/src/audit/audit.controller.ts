import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { listAuditEvents, type AuditEventView, type ListAuditEventsRequest } from '@atrium/contracts';
import { CurrentCaller, DomainError, RpcHandler, type Caller } from '@atrium/rpc';

import { AuditEventRepository } from './audit-event.repository.js';
import { toAuditEventView } from './audit-event.view.js';

@Controller()
export class AuditController {
  constructor(private readonly events: AuditEventRepository) {}

  @RpcHandler(listAuditEvents)
  async list(@Payload() request: ListAuditEventsRequest, @CurrentCaller() caller: Caller): Promise<AuditEventView[]> {
    if (!caller.isStaff) throw new DomainError('FORBIDDEN', 'Only staff may read the audit log');
    return (await this.events.find(request)).map(toAuditEventView);
  }
}
