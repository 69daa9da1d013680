import { expect, it } from '@jest/globals';

import { fromTunnel, toTunnel } from './tunnel-headers.js';

const PUBLIC_URL = new URL('https://atrium.example.com');

it('What proxies and connections say is replaced by what the gateway knows', () => {
  const headers = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-forwarded-for': '6.6.6.6',
    'x-forwarded-prefix': '/evil',
    forwarded: 'host=evil.example',
    'x-real-ip': '6.6.6.6',
    connection: 'close, X-Hop',
    'x-hop': 'gone',
    'transfer-encoding': 'chunked',
    'content-length': '5',
    accept: 'text/html',
    cookie: 'a=1; b=2',
  };
  expect(toTunnel(headers, PUBLIC_URL, '192.0.2.7')).toEqual({
    host: 'atrium.example.com',
    'x-forwarded-host': 'atrium.example.com',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '192.0.2.7',
    accept: 'text/html',
    cookie: 'a=1; b=2',
  });
});

it('Several cookies of an answer stay several', () => {
  const headers = {
    'set-cookie': ['a=1', 'b=2'],
    location: '/o/x',
    date: 'now',
    connection: 'close',
    'content-length': '3',
  };
  expect(fromTunnel(headers)).toEqual({ 'set-cookie': ['a=1', 'b=2'], location: '/o/x' });
});
