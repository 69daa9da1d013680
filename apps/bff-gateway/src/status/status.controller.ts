import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError } from '@atrium/rpc';
import type { FastifyRequest } from 'fastify';

import { BFF_CONFIG, type BffConfig } from '../config.js';
import { Public } from '../identity/public.decorator.js';
import { ServiceToken } from './service-token.js';

@ApiTags('Utility')
@Public()
@Controller('api/status')
export class StatusController {
  constructor(
    @Inject(BFF_CONFIG) private readonly config: BffConfig,
    private readonly token: ServiceToken,
  ) {}

  @ApiOperation({ summary: 'Whether the suite answers; for monitoring, which shows the service token' })
  @Get()
  status(@Req() request: FastifyRequest): { status: 'ok'; service: string } {
    if (!this.token.isShownBy(request)) {
      throw new DomainError('UNAUTHENTICATED', 'Authentication credentials were not provided.');
    }
    return { status: 'ok', service: this.config.STATUS_SERVICE_NAME };
  }
}
