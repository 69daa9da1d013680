import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  createApplication,
  deleteApplication,
  getApplication,
  listApplications,
  updateApplication,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import {
  ApplicationDto,
  ApplicationIdParam,
  CreateApplicationDto,
  toApplicationDto,
  toSettings,
} from './applications.dto.js';

/** The clients of the OAuth2 provider that the caller has registered. */
@ApiTags('OAuth2 applications')
@ApiBearerAuth()
@Controller('o/applications')
export class ApplicationsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Your applications' })
  @Get()
  async list(@CurrentUser() caller: Caller) {
    return { items: (await this.rpc.call(listApplications, {}, caller)).map(toApplicationDto) };
  }

  @ApiOperation({ summary: 'Register an application; its client_secret is in this answer only' })
  @Post()
  async create(@Body() body: CreateApplicationDto, @CurrentUser() caller: Caller) {
    const request = { ...toSettings(body), clientType: body.client_type };
    const { clientSecret, ...application } = await this.rpc.call(createApplication, request, caller);
    return { ...toApplicationDto(application), client_secret: clientSecret };
  }

  @ApiOperation({ summary: 'One of your applications' })
  @Get(':id')
  async get(@Param() { id }: ApplicationIdParam, @CurrentUser() caller: Caller) {
    return toApplicationDto(await this.rpc.call(getApplication, { id }, caller));
  }

  @ApiOperation({ summary: 'Replace the settings of one of your applications' })
  @Put(':id')
  async update(@Param() { id }: ApplicationIdParam, @Body() body: ApplicationDto, @CurrentUser() caller: Caller) {
    return toApplicationDto(await this.rpc.call(updateApplication, { ...toSettings(body), id }, caller));
  }

  @ApiOperation({ summary: 'Remove one of your applications, and with it what it was granted' })
  @HttpCode(204)
  @Delete(':id')
  async remove(@Param() { id }: ApplicationIdParam, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(deleteApplication, { id }, caller);
  }
}
