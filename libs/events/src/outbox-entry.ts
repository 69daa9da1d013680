import { subjectOf, type EventContract } from '@atrium/contracts';
import { currentRequest } from '@atrium/observability';
import { v7 as uuidv7 } from 'uuid';

/** One event on its way out: the row in the outbox and the message on the stream carry the same id. */
export interface OutboxEntry {
  readonly id: string;
  readonly subject: string;
  readonly payload: object;
  readonly requestId: string | null;
}

/** Makes the entry of an event, told by the request under way or by the one that is named. */
export function outboxEntry<Payload extends object>(
  event: EventContract<Payload>,
  payload: NoInfer<Payload>,
  requestId = currentRequest()?.requestId ?? null,
): OutboxEntry {
  return {
    id: uuidv7(),
    subject: subjectOf(event, payload),
    payload,
    requestId,
  };
}
