import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { listDevices, type DeviceView } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';

class ListDevicesQuery {
  @ApiProperty({ example: 50, required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;
}

@ApiTags('Smart home')
@ApiBearerAuth()
@Controller('api/devices')
export class DevicesController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Your devices' })
  @RequiredScope('smarthome')
  @Get()
  async list(
    @Query() { limit = 50 }: ListDevicesQuery,
    @CurrentUser() caller: Caller,
  ): Promise<{ items: DeviceView[] }> {
    return { items: await this.rpc.call(listDevices, { limit }, caller) };
  }
}
