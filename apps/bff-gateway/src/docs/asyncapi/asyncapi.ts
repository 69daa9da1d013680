import { describeEvents, schemasWithin, type EventDescription } from './events.js';
import type { FrameDescription, SocketDescription } from './frame.js';
import type { JsonSchema } from './json-schema.js';
import { SOCKETS } from './sockets.js';

interface Place {
  readonly version: string;
  /** The suite's public address. */
  readonly publicUrl: string;
}

/**
 * Describes the sockets and the events as an AsyncAPI 3.0 document
 * (https://www.asyncapi.com/docs/reference/specification/v3.0.0).
 */
export function describeAsyncApi({ version, publicUrl }: Place): JsonSchema {
  const { host, protocol } = new URL(publicUrl);
  const events = describeEvents();
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Atrium: sockets and events',
      version,
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
      description:
        'Sockets take the access token as `?token=` or the cookie. A client gets the frames marked v2 once it asks for ' +
        'them: by `?v=2`, the subprotocol `rt.v2`, or a v2 field in a frame. Unknown fields are to be ignored.',
    },
    servers: {
      sockets: { host, protocol: protocol === 'https:' ? 'wss' : 'ws', description: 'For browsers and programs' },
      events: { host: 'nats', protocol: 'nats', description: 'Inside the suite: the JetStream stream EVENTS' },
    },
    channels: Object.fromEntries([...SOCKETS.map(socketChannel), ...events.map(eventChannel)]),
    operations: Object.fromEntries([...SOCKETS.flatMap(socketOperations), ...events.map(eventOperation)]),
    components: { schemas: schemasWithin(events) },
  };
}

function socketChannel({ path, summary, fromClient, fromSuite }: SocketDescription): [string, JsonSchema] {
  return [
    nameOf(path),
    {
      address: path,
      summary,
      servers: [{ $ref: '#/servers/sockets' }],
      messages: Object.fromEntries([
        ...fromClient.map((frame) => [`client_${frame.type}`, messageOf(frame)]),
        ...fromSuite.map((frame) => [`suite_${frame.type}`, messageOf(frame)]),
      ]),
    },
  ];
}

function messageOf({ type, summary, payload }: FrameDescription): JsonSchema {
  return { name: type, summary, contentType: 'application/json', payload };
}

function socketOperations({ path, fromClient, fromSuite }: SocketDescription): [string, JsonSchema][] {
  const name = nameOf(path);
  const channel = { $ref: `#/channels/${name}` };
  const refs = (from: string, frames: readonly FrameDescription[]) =>
    frames.map(({ type }) => ({ $ref: `#/channels/${name}/messages/${from}_${type}` }));
  return [
    [`${name}_receive`, { action: 'receive', channel, messages: refs('client', fromClient) }],
    [`${name}_send`, { action: 'send', channel, messages: refs('suite', fromSuite) }],
  ];
}

function eventChannel({ subject, payload }: EventDescription): [string, JsonSchema] {
  const message = { name: subject, contentType: 'application/json', payload };
  return [
    nameOf(subject),
    {
      address: `${subject}.{key}`,
      servers: [{ $ref: '#/servers/events' }],
      parameters: { key: { description: 'Whom or what it is about: the id that a subscriber may ask for' } },
      messages: { event: message },
    },
  ];
}

function eventOperation({ subject }: EventDescription): [string, JsonSchema] {
  const name = nameOf(subject);
  return [
    name,
    {
      action: 'send',
      channel: { $ref: `#/channels/${name}` },
      messages: [{ $ref: `#/channels/${name}/messages/event` }],
    },
  ];
}

/** A name that a JSON pointer takes as it is. */
function nameOf(address: string): string {
  return address.replace(/^\/|\/$/g, '').replace(/\W/g, '_');
}
