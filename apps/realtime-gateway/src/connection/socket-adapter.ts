import type { IncomingMessage } from 'node:http';

import { Logger, type INestApplicationContext, type WsMessageHandler } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { isRefusal, type Caller, type TokenVerifier } from '@atrium/rpc';
import type { RawData, ServerOptions, VerifyClientCallbackAsync, WebSocket } from 'ws';

import { Connection } from './connection.js';
import type { Connections } from './connections.js';
import { readFrame } from './frame.js';

const MAX_FRAME_BYTES = 65_536;
/** Header in which a bff-gateway names itself. */
const VIA_HEADER = 'atrium-via';

type Handlers = ReadonlyMap<string, WsMessageHandler['callback']>;

/**
 * Nest's `ws` adapter for this suite's frames: `{"type":…, …}` instead of `{event,data}`, an access token at the
 * handshake, one frame of a socket after the other, and an error frame for what cannot be read.
 */
export class SocketAdapter extends WsAdapter {
  private readonly callers = new WeakMap<IncomingMessage, Caller>();
  private readonly log = new Logger(SocketAdapter.name);

  constructor(
    app: INestApplicationContext,
    private readonly verifier: TokenVerifier,
    private readonly connections: Connections,
  ) {
    super(app);
  }

  override create(port: number, options: Record<string, unknown>): unknown {
    const socketOptions: ServerOptions = {
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      clientTracking: true,
      verifyClient: this.verify,
    };
    const server = super.create(port, { ...options, ...socketOptions } as never) as unknown as {
      on(event: 'connection', listener: (socket: WebSocket, request: IncomingMessage) => void): void;
    };
    // Nest listens only after this: every gateway finds the connection already known.
    server.on('connection', (socket, request) => this.accept(socket, request));
    return server;
  }

  override bindMessageHandlers(socket: WebSocket, declared: WsMessageHandler[]): void {
    const handlers: Handlers = new Map(declared.map(({ message, callback }) => [message, callback]));
    const connection = this.connections.of(socket);
    socket.on('message', (data: RawData) => connection.inTurn(() => this.serve(connection, handlers, data)));
  }

  private async serve(connection: Connection, handlers: Handlers, data: RawData): Promise<void> {
    const frame = readFrame(data);
    if (frame === undefined) return connection.sendError('bad_json', 'A frame must be a JSON object with a type');
    const handle = handlers.get(frame.type);
    if (!handle) return connection.sendError('unknown_type', 'There is no such frame type here');
    try {
      await handle(frame, frame.type);
    } catch (err) {
      this.log.error({ msg: 'frame failed', type: frame.type, err });
      connection.sendError('internal', 'Unexpected error');
    }
  }

  private readonly verify: VerifyClientCallbackAsync = ({ req }, decide) => {
    const [, token = ''] = (req.headers.authorization ?? '').split(' ', 2);
    Promise.resolve(this.verifier.verify(token)).then(
      (caller) => {
        this.callers.set(req, caller);
        decide(true);
      },
      (error: unknown) => decide(false, isRefusal(error, 'TOKEN_INVALID') ? 401 : 503),
    );
  };

  private accept(socket: WebSocket, request: IncomingMessage): void {
    const caller = this.callers.get(request);
    if (!caller) throw new Error('A socket without a verified caller');
    const via = request.headers[VIA_HEADER];
    this.connections.add(new Connection(socket, request.socket, caller, typeof via === 'string' ? via : undefined));
  }
}
