import { IsISO8601, IsUUID } from 'class-validator';

import { defineEvent } from '../event-contract.js';

/** People have no part in a home any more: they were taken out, or it is gone. */
export class HomeAccessEnded {
  @IsUUID()
  readonly homeId!: string;

  @IsUUID('all', { each: true })
  readonly userIds!: readonly string[];

  @IsISO8601()
  readonly occurredAt!: string;
}

export const homeAccessEnded = defineEvent({
  subject: 'smarthome.event.home-access-ended.v1',
  payload: HomeAccessEnded,
  key: ({ homeId }) => homeId,
});
