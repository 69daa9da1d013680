import type { IncomingMessage } from 'node:http';

import { Logger, type INestApplicationContext, type WsMessageHandler } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { isRefusal, type Caller, type TokenVerifier } from '@atrium/rpc';
import type { RawData, ServerOptions, VerifyClientCallbackAsync, WebSocket } from 'ws';

import { Connection } from './connection.js';
import type { Connections } from './connections.js';
import type { FrameRates } from './frame-allowance.js';
import { asksForV2, readFrame, refOf, type Frame } from './frame.js';
import type { SessionFrames } from './session-frames.js';

const MAX_FRAME_BYTES = 65_536;
/** Header in which a bff-gateway names itself. */
const VIA_HEADER = 'atrium-via';
/** Subprotocol by which a client asks for version 2. */
const V2_PROTOCOL = 'rt.v2';

type Handlers = ReadonlyMap<string, WsMessageHandler['callback']>;

/** What the adapter serves sockets with. */
export interface SocketServices {
  readonly verifier: TokenVerifier;
  readonly connections: Connections;
  readonly sessionFrames: SessionFrames;
  readonly rates: FrameRates;
}

/**
 * Nest's `ws` adapter for this suite's frames: `{"type":…, …}` instead of `{event,data}`, an access token at the
 * handshake, one frame of a socket after the other, and an error frame for what cannot be read.
 */
export class SocketAdapter extends WsAdapter {
  private readonly callers = new WeakMap<IncomingMessage, Caller>();
  private readonly log = new Logger(SocketAdapter.name);

  constructor(
    app: INestApplicationContext,
    private readonly services: SocketServices,
  ) {
    super(app);
  }

  override create(port: number, options: Record<string, unknown>): unknown {
    const socketOptions: ServerOptions = {
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false,
      clientTracking: true,
      verifyClient: this.verify,
      handleProtocols: (offered) => (offered.has(V2_PROTOCOL) ? V2_PROTOCOL : ([...offered][0] ?? false)),
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
    const connection = this.services.connections.of(socket);
    socket.on('message', (data: RawData, isBinary: boolean) => this.receive(connection, handlers, data, isBinary));
  }

  /** Frames that are too many or cannot be read are answered at once, the others wait their turn. */
  private receive(connection: Connection, handlers: Handlers, data: RawData, isBinary: boolean): void {
    if (!connection.isOpen) return;
    connection.missedPings = 0;
    const retryAfterMs = connection.allowance.frame();
    if (retryAfterMs > 0) {
      connection.sendError('rate_limited', 'Too many frames; slow down', { retryAfterMs });
      return connection.allowance.noteRefusal();
    }
    connection.inTurn(() => this.serve(connection, handlers, isBinary ? undefined : readFrame(data)));
  }

  private async serve(connection: Connection, handlers: Handlers, frame: Frame | undefined): Promise<void> {
    if (!connection.isOpen) return;
    if (frame === undefined) {
      connection.sendError('bad_json', 'A frame must be a JSON object with a type');
      return connection.allowance.noteBadFrame();
    }
    if (!connection.isV2 && asksForV2(frame)) connection.optIn();
    try {
      if (connection.isV2 && (await this.services.sessionFrames.serve(connection, frame))) return;
      const handle = handlers.get(frame.type);
      if (handle) {
        await handle(frame, frame.type);
        return;
      }
      connection.sendError('unknown_type', 'There is no such frame type here', { ref: refOf(frame) });
      connection.allowance.noteBadFrame();
    } catch (err) {
      this.log.error({ msg: 'frame failed', type: frame.type, err });
      connection.sendError('internal', 'Unexpected error', { ref: refOf(frame) });
    }
  }

  private readonly verify: VerifyClientCallbackAsync = ({ req }, decide) => {
    const [, token = ''] = (req.headers.authorization ?? '').split(' ', 2);
    Promise.resolve(this.services.verifier.verify(token)).then(
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
    const header = request.headers[VIA_HEADER];
    const via = typeof header === 'string' ? header : undefined;
    const connection = new Connection(socket, request.socket, caller, via, this.services.rates);
    this.services.connections.add(connection);
    if (socket.protocol === V2_PROTOCOL || isV2Address(request.url)) connection.optIn();
  }
}

function isV2Address(url = ''): boolean {
  return new URLSearchParams(url.split('?', 2)[1]).get('v') === '2';
}
