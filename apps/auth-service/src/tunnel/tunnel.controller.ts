import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { tunnelHttp, type TunnelHttpRequest, type TunnelHttpResponse } from '@atrium/contracts';
import { RpcHandler } from '@atrium/rpc';
import { inject } from 'light-my-request';

import { HttpSurface } from './http-surface.js';

/** Answers HTTP requests that come over NATS: the surface is called as if it listened. */
@Controller()
export class TunnelController {
  constructor(private readonly surface: HttpSurface) {}

  @RpcHandler(tunnelHttp)
  async http(@Payload() { method, url, headers, body, ip }: TunnelHttpRequest): Promise<TunnelHttpResponse> {
    const answer = await inject((request, response) => this.surface.handle(request, response), {
      method,
      url,
      headers: headers as Record<string, string | string[]>,
      remoteAddress: ip,
      ...(body === '' ? {} : { payload: Buffer.from(body, 'base64') }),
    });
    return {
      status: answer.statusCode,
      headers: sentHeaders(answer.headers),
      body: answer.rawPayload.toString('base64'),
    };
  }
}

function sentHeaders(headers: Readonly<Record<string, number | string | string[] | undefined>>) {
  return Object.fromEntries(
    Object.entries(headers)
      .filter((header): header is [string, number | string | string[]] => header[1] !== undefined)
      .map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  );
}
