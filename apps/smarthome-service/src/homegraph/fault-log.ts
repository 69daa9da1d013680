import { Injectable, Logger } from '@nestjs/common';

import { HomeGraphFault } from './homegraph-fault.js';

const REMIND_EVERY_MS = 300_000;

/** Says what hinders reports: at once, then now and then, for there may be many. */
@Injectable()
export class FaultLog {
  private readonly logger = new Logger('HomeGraph');
  private readonly toldAt = new Map<string, number>();

  /** Makes a fault of whatever a call rejected with; passes on what is none. */
  read(error: unknown): HomeGraphFault {
    if (!(error instanceof HomeGraphFault)) throw error;
    if (error.kind === 'forbidden') this.tell(error, 'error', FORBIDDEN);
    if (error.kind === 'transient') this.tell(error, 'warn', 'HomeGraph cannot be told now; reports wait');
    return error;
  }

  private tell({ kind, message: reason, status }: HomeGraphFault, level: 'warn' | 'error', msg: string): void {
    const now = performance.now();
    if (now - (this.toldAt.get(kind) ?? -Infinity) < REMIND_EVERY_MS) return;
    this.toldAt.set(kind, now);
    this.logger[level]({ msg, reason, status });
  }
}

const FORBIDDEN =
  'HomeGraph refuses the service account. It must belong to the same Google Cloud project as the integration, the ' +
  'HomeGraph API must be enabled there, and HOMEGRAPH_CREDENTIALS must name a valid key of it';
