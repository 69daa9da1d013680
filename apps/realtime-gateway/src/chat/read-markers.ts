import { Injectable, Logger } from '@nestjs/common';
import type { Subscription } from '@nats-io/transport-node';
import {
  conversationRead,
  markRead,
  type ConversationRead,
  type MarkReadRequest,
  type ReadMarker,
} from '@atrium/contracts';
import { NatsLink } from '@atrium/nats';
import { RpcClient } from '@atrium/rpc';

import type { Connection } from '../connection/connection.js';
import { textFrame } from '../connection/text-frame.js';
import { nameOf } from './conversation-event.js';

interface Reader {
  /** Each with what it was told last. */
  readonly devices: Map<Connection, string>;
  readonly subscription: Subscription;
}

/** How far people have read, told to their own other devices. */
@Injectable()
export class ReadMarkers {
  private readonly logger = new Logger(ReadMarkers.name);
  private readonly readers = new Map<string, Reader>();

  constructor(
    private readonly nats: NatsLink,
    private readonly rpc: RpcClient,
  ) {}

  /** From now on the socket is told of what its owner reads elsewhere. */
  watch(connection: Connection): void {
    const { userId } = connection.caller;
    const { devices } = this.readers.get(userId) ?? this.subscribe(userId);
    if (devices.has(connection)) return;
    devices.set(connection, '');
    connection.onClose(() => this.forget(userId, connection));
  }

  /** Sets the marker; the socket that sets it is answered, whether or not the marker moves. */
  async mark(connection: Connection, request: MarkReadRequest): Promise<void> {
    const marker = await this.rpc.call(markRead, request, connection.caller);
    this.watch(connection);
    const devices = this.readers.get(connection.caller.userId)?.devices;
    if (devices) tell(devices, connection, textOf(marker));
  }

  private subscribe(userId: string): Reader {
    const devices = new Map<Connection, string>();
    const subscription = this.nats.connection.subscribe(`${conversationRead.subject}.${userId}`, {
      callback: (error, message) => {
        if (error) return this.logger.error({ msg: 'read markers are not heard', err: error });
        const text = textOf(message.json<ConversationRead>());
        for (const device of devices.keys()) tell(devices, device, text);
      },
    });
    const reader = { devices, subscription };
    this.readers.set(userId, reader);
    return reader;
  }

  private forget(userId: string, connection: Connection): void {
    const reader = this.readers.get(userId);
    if (!reader?.devices.delete(connection) || reader.devices.size > 0) return;
    this.readers.delete(userId);
    reader.subscription.unsubscribe();
  }
}

/** The device that set the marker is answered and hears of it too. */
function tell(devices: Map<Connection, string>, device: Connection, text: string): void {
  if (devices.get(device) === text) return;
  devices.set(device, text);
  device.send(textFrame(text));
}

function textOf(marker: Pick<ReadMarker, 'channelId' | 'conversationId' | 'seq' | 'unread' | 'mentions'>): string {
  const { seq, unread, mentions } = marker;
  return JSON.stringify({ type: 'read_marker', ...nameOf(marker), seq, unread, mentions });
}
