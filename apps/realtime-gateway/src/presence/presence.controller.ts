import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { getPresence, GetPresenceRequest, type PresenceState } from '@atrium/contracts';
import { DomainError, RpcHandler } from '@atrium/rpc';

import { Presence } from './presence.js';

@Controller()
export class PresenceController {
  constructor(private readonly presence: Presence) {}

  @RpcHandler(getPresence)
  async get(@Payload() { userIds }: GetPresenceRequest): Promise<PresenceState[]> {
    try {
      return await this.presence.read(userIds);
    } catch (cause) {
      throw new DomainError('SERVICE_UNAVAILABLE', 'Presence is not known now', undefined, { cause });
    }
  }
}
