import { Injectable } from '@nestjs/common';
import type { Transaction } from '@atrium/persistence';

/** Who has linked their account to Google. Nothing is told to Google yet, so that nothing is kept. */
@Injectable()
export class GoogleLinks {
  link(_tx: Transaction, _userId: string, _grantId?: string): Promise<void> {
    return Promise.resolve();
  }

  unlink(_tx: Transaction, _userId: string): Promise<void> {
    return Promise.resolve();
  }
}
