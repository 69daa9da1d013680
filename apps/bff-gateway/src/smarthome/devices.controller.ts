import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  createDevice,
  deleteDevice,
  getDevice,
  listDevices,
  renewDeviceSecret,
  updateDevice,
  type CreatedDevice,
  type DeviceSecret,
  type DeviceView,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { CreateDeviceDto, DeviceParams, ListDevicesQuery, UpdateDeviceDto } from './devices.dto.js';
import { given } from './given.js';
import { PAGE, pageOf, type Page } from './page.dto.js';

@ApiTags('Smart home')
@ApiBearerAuth()
@Controller('api/devices')
export class DevicesController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'The devices of your homes and of those shared with you' })
  @RequiredScope('smarthome')
  @Get()
  async list(
    @Query() { home: homeId, after, limit = PAGE }: ListDevicesQuery,
    @CurrentUser() caller: Caller,
  ): Promise<Page<DeviceView>> {
    return pageOf(await this.rpc.call(listDevices, given({ homeId, after, limit }), caller), limit);
  }

  @ApiOperation({ summary: 'Add a device; the secret of an HTTP device is in this answer only' })
  @Post()
  create(
    @Body() { driver = 'virtual', ...device }: CreateDeviceDto,
    @CurrentUser() caller: Caller,
  ): Promise<CreatedDevice> {
    return this.rpc.call(createDevice, { ...given(device), driver }, caller);
  }

  @ApiOperation({ summary: 'One device' })
  @RequiredScope('smarthome')
  @Get(':id')
  get(@Param() { id: deviceId }: DeviceParams, @CurrentUser() caller: Caller): Promise<DeviceView> {
    return this.rpc.call(getDevice, { deviceId }, caller);
  }

  @ApiOperation({ summary: 'Describe a device anew' })
  @Patch(':id')
  update(
    @Param() { id: deviceId }: DeviceParams,
    @Body() changes: UpdateDeviceDto,
    @CurrentUser() caller: Caller,
  ): Promise<DeviceView> {
    return this.rpc.call(updateDevice, { ...given(changes), deviceId }, caller);
  }

  @ApiOperation({ summary: 'Give an HTTP device another secret, which is in this answer only; the last one ends' })
  @Post(':id/secret')
  renewSecret(@Param() { id: deviceId }: DeviceParams, @CurrentUser() caller: Caller): Promise<DeviceSecret> {
    return this.rpc.call(renewDeviceSecret, { deviceId }, caller);
  }

  @ApiOperation({ summary: 'Remove a device with its history' })
  @HttpCode(204)
  @Delete(':id')
  async remove(@Param() { id: deviceId }: DeviceParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(deleteDevice, { deviceId }, caller);
  }
}
