import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';

import { poolOf } from './pool.js';

const ASK_EVERY_MS = 2_000;

/** Knows at any moment whether the database answered when it was last asked. Never restarts anything: it only tells. */
export class DatabaseWatch {
  private readonly logger = new Logger(DatabaseWatch.name);
  private readonly timer: NodeJS.Timeout;
  private up = true;
  private isAsking = false;

  constructor(private readonly dataSource: DataSource) {
    this.timer = setInterval(() => void this.ask(), ASK_EVERY_MS);
  }

  get isUp(): boolean {
    return this.up;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A question that hangs past the next one counts as no answer. */
  private async ask(): Promise<void> {
    if (this.isAsking) return this.tell(false, new Error('The database does not answer'));
    this.isAsking = true;
    try {
      await poolOf(this.dataSource).query('SELECT 1');
      this.tell(true);
    } catch (error) {
      this.tell(false, error);
    } finally {
      this.isAsking = false;
    }
  }

  private tell(isUp: boolean, err?: unknown): void {
    if (isUp === this.up) return;
    this.up = isUp;
    if (isUp) this.logger.log({ msg: 'the database answers again' });
    else this.logger.warn({ msg: 'the database does not answer', err });
  }
}
