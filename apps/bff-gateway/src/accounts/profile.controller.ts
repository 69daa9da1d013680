import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { getOwnUser } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { toProfile, type ProfileDto } from './profile.dto.js';

@ApiTags('Users')
@ApiBearerAuth()
@Controller('auth')
export class ProfileController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: "The authenticated user's details" })
  @Get('me')
  async me(@CurrentUser() caller: Caller): Promise<ProfileDto> {
    return toProfile(await this.rpc.call(getOwnUser, {}, caller));
  }
}
