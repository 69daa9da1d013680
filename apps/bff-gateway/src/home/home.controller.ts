import { Controller, Get, Header, HttpCode, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { BFF_CONFIG, type BffConfig } from '../config.js';
import { Public } from '../identity/public.decorator.js';
import { HOME_CSP, homePage } from './home.page.js';
import { SuiteStatus } from './suite-status.js';

@ApiExcludeController()
@Public()
@Controller()
export class HomeController {
  constructor(
    @Inject(BFF_CONFIG) private readonly config: BffConfig,
    private readonly status: SuiteStatus,
  ) {}

  @Get('/')
  root(@Res() reply: FastifyReply): void {
    reply.redirect(this.config.HOME_URL, 302);
  }

  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', HOME_CSP)
  @Header('x-content-type-options', 'nosniff')
  @Header('cache-control', 'no-store')
  @Get('home')
  async home(): Promise<string> {
    return homePage(await this.status.ask());
  }
}
