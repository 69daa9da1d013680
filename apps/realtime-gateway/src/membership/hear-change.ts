import type { Logger } from '@nestjs/common';
import { anyKeyOf, type EventContract } from '@atrium/contracts';
import type { NatsLink } from '@atrium/nats';

/** Has a change of memberships acted upon as soon as it is told, in every workspace. */
export function hearChange<Payload extends object>(
  nats: NatsLink,
  logger: Logger,
  event: EventContract<Payload>,
  act: (payload: Payload) => void,
): void {
  nats.connection.subscribe(anyKeyOf(event), {
    callback: (error, message) => {
      if (error) logger.error({ msg: 'changes of memberships are not heard', subject: event.subject, err: error });
      else act(message.json<Payload>());
    },
  });
}
