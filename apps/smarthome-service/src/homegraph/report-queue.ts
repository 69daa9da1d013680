import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

/** What Google is to be told. Nobody can link Google yet, so there is nobody to tell. */
@Injectable()
export class ReportQueue {
  /** The device's state changed. */
  enqueue(_tx: Transaction, _deviceId: string): Promise<void> {
    return Promise.resolve();
  }

  /** These people see other devices than before. */
  requestSync(_tx: Transaction, _userIds: readonly string[]): Promise<void> {
    return Promise.resolve();
  }
}
