import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HttpClient } from './http-client.ts';

describe('HttpClient', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/login') response.setHeader('set-cookie', ['a=1; HttpOnly; Path=/', 'b=2']);
      if (request.url === '/logout') response.setHeader('set-cookie', ['a=; Max-Age=0']);
      if (request.url === '/elsewhere') response.writeHead(302, { location: '/' });
      response.end(JSON.stringify({ cookie: request.headers.cookie, authorization: request.headers.authorization }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => void server.close());

  it('keeps cookies until the server takes them back', async () => {
    const client = new HttpClient(url);
    await client.post('/login', { name: 'ada' });
    expect(client.cookieHeader).toBe('a=1; b=2');
    await client.get('/logout');
    expect(client.cookieHeader).toBe('b=2');
  });

  it('sends a bearer token without changing the client it comes from', async () => {
    const client = new HttpClient(url);
    expect(JSON.parse((await client.withToken('t').get<string>('/')).body)).toMatchObject({
      authorization: 'Bearer t',
    });
    expect(JSON.parse((await client.get<string>('/')).body)).not.toHaveProperty('authorization');
  });

  it('does not follow redirects', async () => {
    expect((await new HttpClient(url).get('/elsewhere')).status).toBe(302);
  });
});
