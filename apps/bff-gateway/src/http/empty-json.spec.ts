import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';

import { acceptEmptyJson } from './empty-json.js';

describe('a JSON body', () => {
  const server = fastify();

  beforeAll(() => {
    acceptEmptyJson(server);
    server.post('/', (request) => Promise.resolve({ body: request.body ?? 'none' }));
  });

  afterAll(() => server.close());

  async function answerTo(payload: string): Promise<{ statusCode: number; body: string }> {
    const headers = { 'content-type': 'application/json' };
    const { statusCode, body } = await server.inject({ method: 'POST', url: '/', headers, payload });
    return { statusCode, body };
  }

  it('may be empty', async () => {
    await expect(answerTo('')).resolves.toEqual({ statusCode: 200, body: '{"body":"none"}' });
  });

  it('is read when there is one', async () => {
    await expect(answerTo('{"a":1}')).resolves.toEqual({ statusCode: 200, body: '{"body":{"a":1}}' });
  });

  it.each(['{', '{"__proto__":{"isStaff":true}}', '{"constructor":{"prototype":{}}}'])(
    'is refused: %s',
    async (payload) => {
      await expect(answerTo(payload)).resolves.toMatchObject({ statusCode: 400 });
    },
  );
});
