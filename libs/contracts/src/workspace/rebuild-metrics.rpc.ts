import { IsInt, IsOptional, Max, Min } from 'class-validator';

import { defineRpc, reply } from '../rpc-contract.js';
import { MAX_INTEGER_ID } from './channels.rpc.js';

export class RebuildMetricsRequest {
  /** Only this workspace's; all unless given. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(MAX_INTEGER_ID)
  readonly workspaceId?: number;
}

export interface RebuiltMetrics {
  /** Messages that were counted anew. */
  readonly messages: number;
  /** Sums that had been wrong; 0 when all had been right. */
  readonly corrected: number;
  /** Messages whose events had not been counted yet: on their way, or lost. */
  readonly late: number;
}

/** Counts all messages anew, as message-service has them, and says how far the sums had been right. */
export const rebuildMetrics = defineRpc({
  subject: 'workspace.rpc.rebuild-metrics.v1',
  request: RebuildMetricsRequest,
  response: reply<RebuiltMetrics>(),
  access: 'service',
  timeoutMs: 900_000,
});
