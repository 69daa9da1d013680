import { All, Controller, Inject, NotFoundException, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { TUNNEL_METHODS, tunnelHttp, type TunnelMethod } from '@atrium/contracts';
import { DomainError, RpcClient } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { BFF_CONFIG, type BffConfig } from '../config.js';
import { Public } from '../identity/public.decorator.js';
import { fromTunnel, toTunnel } from './tunnel-headers.js';
import { isTunnelled } from './tunnel-paths.js';

/**
 * Passes requests on to auth-service's own HTTP surface and its answers back, bytes and redirects untouched. A request
 * is handed over once: after a time-out it may have been served, so only the client can decide to try again.
 */
@ApiExcludeController()
@Public()
@Controller('o')
export class TunnelController {
  private readonly publicUrl: URL;

  constructor(
    private readonly rpc: RpcClient,
    @Inject(BFF_CONFIG) { PUBLIC_URL }: BffConfig,
  ) {
    this.publicUrl = new URL(PUBLIC_URL);
  }

  @All('*')
  async pass(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { method, ip, headers, url } = request;
    // An address beside those of applications that is none of theirs.
    if (!isTunnelled(url)) throw new NotFoundException();
    if (!isTunnelMethod(method)) throw new DomainError('VALIDATION_FAILED', `${method} is not possible here`);
    const answer = await this.rpc.call(tunnelHttp, {
      method,
      url: request.raw.url ?? '/',
      headers: toTunnel(headers, this.publicUrl, ip),
      body: bytesOf(request.body).toString('base64'),
      ip,
    });
    reply.code(answer.status).headers(fromTunnel(answer.headers));
    await reply.send(Buffer.from(answer.body, 'base64'));
  }
}

function isTunnelMethod(method: string): method is TunnelMethod {
  return TUNNEL_METHODS.some((known) => known === method);
}

function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return typeof body === 'string' ? Buffer.from(body) : Buffer.alloc(0);
}
