import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  getDeviceState,
  listDeviceHistory,
  runDeviceCommands,
  type CommandOutcome,
  type DeviceStateView,
  type StateChangeView,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { DeviceHistoryQuery, DeviceParams, RunCommandsDto } from './devices.dto.js';
import { given } from './given.js';
import { PAGE } from './page.dto.js';

/** How devices are, and what they are told to do. */
@ApiTags('Smart home')
@ApiBearerAuth()
@RequiredScope('smarthome')
@Controller('api/devices/:id')
export class DeviceControlController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'How a device is' })
  @Get('state')
  state(@Param() { id: deviceId }: DeviceParams, @CurrentUser() caller: Caller): Promise<DeviceStateView> {
    return this.rpc.call(getDeviceState, { deviceId }, caller);
  }

  @ApiOperation({ summary: 'Have a device carry out commands, one after the other; the first that fails is the last' })
  @HttpCode(200)
  @Post('commands')
  run(
    @Param() { id: deviceId }: DeviceParams,
    @Body() { commands, requestId }: RunCommandsDto,
    @CurrentUser() caller: Caller,
  ): Promise<CommandOutcome> {
    const list = commands.map(({ challenge, ...command }) =>
      given({ ...command, challenge: challenge && given(challenge) }),
    );
    return this.rpc.call(runDeviceCommands, given({ deviceId, commands: list, requestId }), caller);
  }

  @ApiOperation({ summary: 'How a device changed, newest first' })
  @Get('history')
  async history(
    @Param() { id: deviceId }: DeviceParams,
    @Query() { before, limit = PAGE }: DeviceHistoryQuery,
    @CurrentUser() caller: Caller,
  ): Promise<{ readonly items: readonly StateChangeView[]; readonly next: number | null }> {
    const items = await this.rpc.call(listDeviceHistory, given({ deviceId, before, limit }), caller);
    return { items, next: items.length < limit ? null : (items.at(-1)?.version ?? null) };
  }
}
