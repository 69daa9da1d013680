import { createRequire } from 'node:module';

import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';

import { describeAsyncApi } from './asyncapi.js';

const require = createRequire(import.meta.url);
const document = describeAsyncApi({ version: '1.2.3', publicUrl: 'https://atrium.example' });
const { channels } = document as { channels: Record<string, { address: string; messages: object }> };

/** What a pointer such as `#/channels/chat` points at. */
function lookUp(pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((found, step) => (found as Record<string, unknown> | undefined)?.[step], document);
}

describe('the description of sockets and events', () => {
  it('is an AsyncAPI 3.0 document', () => {
    const schema = require('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
    const validate = new Ajv({ strict: false, logger: false }).compile(schema);
    validate(document);
    expect(validate.errors).toBeNull();
  });

  it('refers to nothing that it does not have', () => {
    const pointers = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, pointer = '']) => pointer);
    expect(pointers.length).toBeGreaterThan(50);
    expect(pointers.filter((pointer) => lookUp(pointer) === undefined)).toEqual([]);
  });

  it('has the four sockets', () => {
    const addresses = Object.values(channels).map(({ address }) => address);
    for (const name of ['chat', 'activity', 'presence', 'notifications']) expect(addresses).toContain(`/ws/${name}/`);
  });

  it('has every event with the fields that its consumers check', () => {
    expect(lookUp('#/channels/message_event_sent_v1/messages/event/payload')).toMatchObject({
      properties: { messageId: { type: 'string', format: 'uuid' }, seq: { type: 'integer' } },
      required: expect.arrayContaining(['messageId', 'seq']),
    });
  });

  it('says where clients find it', () => {
    expect(document).toMatchObject({ servers: { sockets: { host: 'atrium.example', protocol: 'wss' } } });
  });
});
