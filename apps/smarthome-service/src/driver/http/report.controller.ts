import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { acceptDeviceReport, type AcceptDeviceReportRequest } from '@atrium/contracts';
import { RpcHandler } from '@atrium/rpc';

import { AcceptReport } from './accept-report.use-case.js';

@Controller()
export class ReportController {
  constructor(private readonly reports: AcceptReport) {}

  @RpcHandler(acceptDeviceReport)
  async accept(@Payload() request: AcceptDeviceReportRequest): Promise<Record<string, never>> {
    await this.reports.execute(request);
    return {};
  }
}
