import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { endOtherSessions, endSession, listSessions, type SessionView } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';
import { IsUUID } from 'class-validator';

import { CurrentUser } from '../identity/current-user.decorator.js';

class SessionParams {
  @IsUUID()
  readonly id!: string;
}

@ApiTags('Sessions')
@ApiBearerAuth()
@Controller('api/sessions')
export class SessionsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Where you are signed in' })
  @Get()
  async list(@CurrentUser() caller: Caller): Promise<{ items: SessionView[] }> {
    return { items: await this.rpc.call(listSessions, {}, caller) };
  }

  @ApiOperation({ summary: 'Sign out elsewhere: end all your sessions but this one' })
  @HttpCode(204)
  @Delete()
  async endOthers(@CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(endOtherSessions, {}, caller);
  }

  @ApiOperation({ summary: 'End one of your sessions' })
  @HttpCode(204)
  @Delete(':id')
  async end(@Param() { id: sessionId }: SessionParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(endSession, { sessionId }, caller);
  }
}
