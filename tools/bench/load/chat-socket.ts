import { once } from 'node:events';
import { WebSocket } from 'ws';

/** The server answers it with an error frame, and frames of a socket in turn: then the join before it is done. */
const PROBE = JSON.stringify({ type: 'has_joined' });

/** Connects with an access token. `query` follows it in the address. */
export async function connect(url: string, token: string, query = ''): Promise<WebSocket> {
  const socket = new WebSocket(`${url}?token=${token}${query}`, { perMessageDeflate: false, skipUTF8Validation: true });
  // Its end tells as much.
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return socket;
}

/** Joins a channel in the first version of the protocol, which does not answer joins. */
export async function join(socket: WebSocket, channelId: number): Promise<WebSocket> {
  socket.send(JSON.stringify({ type: 'join_channel', channel_id: channelId }));
  socket.send(PROBE);
  const [answer] = (await once(socket, 'message')) as [Buffer];
  const { type, code } = JSON.parse(answer.toString()) as { type?: string; code?: string };
  if (type !== 'error' || code !== 'unknown_type') throw new Error(`A socket could not join: ${answer.toString()}`);
  return socket;
}

/**
 * Waits for a frame of version 2 of the protocol. Several may come in one packet, so that one listener reads them all.
 * @throws Error when an error frame comes first, or the end.
 */
export function nextOfType<Frame extends { type: string }>(socket: WebSocket, type: Frame['type']): Promise<Frame> {
  return new Promise((resolve, reject) => {
    const listen = (bytes: unknown) => {
      const frame = JSON.parse((bytes as Buffer).toString()) as Frame;
      if (frame.type !== type && frame.type !== 'error') return;
      socket.off('message', listen).off('close', end);
      if (frame.type === type) resolve(frame);
      else reject(new Error(JSON.stringify(frame)));
    };
    const end = (code: number) => reject(new Error(`The socket was closed (${code}) before ${type} came.`));
    socket.on('message', listen).on('close', end);
  });
}

/** Closes sockets and waits until they are. */
export async function closeAll(sockets: readonly WebSocket[]): Promise<void> {
  const closed = sockets
    .filter(({ readyState }) => readyState !== WebSocket.CLOSED)
    .map((socket) => once(socket, 'close'));
  for (const socket of sockets) socket.close();
  await Promise.all(closed);
}
