import { Injectable, Logger } from '@nestjs/common';
import type { Intent } from '@atrium/google-home';
import { counter } from '@atrium/observability';

const kept = counter('google_home_quarantined_devices_total', 'Devices kept out of an answer that they would spoil', [
  'intent',
]);

/** Reports devices that Google is not told of as they are, because that would spoil the answer for all others. */
@Injectable()
export class Quarantine {
  private readonly logger = new Logger(Quarantine.name);

  report(intent: Intent, device: { readonly id: string; readonly ownerId: string }, problem: string): void {
    kept.inc({ intent });
    this.logger.warn({
      msg: 'a device was kept out of an answer to Google',
      intent,
      deviceId: device.id,
      ownerId: device.ownerId,
      problem,
    });
  }
}
