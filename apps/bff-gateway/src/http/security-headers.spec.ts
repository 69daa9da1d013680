import { expect, it } from '@jest/globals';
import { fastify } from 'fastify';

import { addSecurityHeaders } from './security-headers.js';

async function headersOf(path: string, publicUrl = 'https://atrium.example.com') {
  const server = fastify();
  addSecurityHeaders(server, publicUrl);
  server.get('/own', (_request, reply) => reply.header('content-security-policy', 'own').send());
  return (await server.inject(path)).headers;
}

it.each(['/api/users', '/api', '/api?x=1', '/auth/me', '/o/token', '/smarthome/x'])(
  '%s is not kept, and may load nothing',
  async (path) => {
    expect(await headersOf(path)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  },
);

it.each(['/', '/home', '/api/docs', '/api/docs/style.css', '/api/openapi.json', '/apis', '/other'])(
  '%s may be kept, and is not framed',
  async (path) => {
    const headers = await headersOf(path);
    expect(headers['cache-control']).toBeUndefined();
    expect(headers['content-security-policy']).toBe("frame-ancestors 'none'");
  },
);

it('Browsers are told to stay with https only where there is https', async () => {
  expect((await headersOf('/'))['strict-transport-security']).toBe('max-age=31536000');
  expect((await headersOf('/', 'http://localhost:8000'))['strict-transport-security']).toBeUndefined();
});

it('A handler may overrule them', async () => {
  expect((await headersOf('/own'))['content-security-policy']).toBe('own');
});
