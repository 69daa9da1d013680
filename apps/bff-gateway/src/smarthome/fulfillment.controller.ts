import { Buffer } from 'node:buffer';

import { Controller, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags, ApiUnauthorizedResponse } from '@nestjs/swagger';
import { fulfillIntent } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';
import type { FastifyRequest } from 'fastify';

import { presentedToken } from '../identity/access-token.js';
import { ClientTokens } from '../identity/client-tokens.js';
import { CurrentUser } from '../identity/current-user.decorator.js';
import { Public } from '../identity/public.decorator.js';
import { FULFILLMENT_EXAMPLES } from './fulfillment.examples.js';
import { FulfillmentTokenGuard } from './fulfillment-token.guard.js';

/** The webhook that Google's assistants call. Public to the guard of people's sessions; it has its own. */
@ApiTags('Smart home')
@ApiBearerAuth()
@Public()
@UseGuards(FulfillmentTokenGuard)
@Controller('smarthome/fulfillment')
export class FulfillmentController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly clientTokens: ClientTokens,
  ) {}

  @ApiOperation({
    summary: 'Google’s smart-home intents: SYNC, QUERY, EXECUTE and DISCONNECT',
    description:
      'Needs a bearer token with the scope `smarthome`. Faults are answered with 200 and an `errorCode` of Google’s: in ' +
      'the payload for the whole request, or for the device that they concern.',
  })
  @ApiBody({ schema: { type: 'object' }, examples: FULFILLMENT_EXAMPLES })
  @ApiOkResponse({ description: '`{ requestId, payload }`; `{}` to DISCONNECT', schema: { type: 'object' } })
  @ApiUnauthorizedResponse({ description: 'The token is missing, unknown, revoked, expired or of another scope' })
  @Header('content-type', 'application/json; charset=utf-8')
  @HttpCode(200)
  @Post()
  async fulfill(@Req() { body: message, headers }: FastifyRequest, @CurrentUser() caller: Caller): Promise<Buffer> {
    const answer = await this.rpc.callForJson(fulfillIntent, { message: message ?? null }, caller);
    if (isDisconnect(message)) this.clientTokens.forget(presentedToken(headers, {})?.accessToken ?? '');
    return Buffer.from(answer);
  }
}

function isDisconnect(message: unknown): boolean {
  const { inputs } = (message ?? {}) as { inputs?: { intent?: unknown }[] };
  return Array.isArray(inputs) && inputs[0]?.intent === 'action.devices.DISCONNECT';
}
