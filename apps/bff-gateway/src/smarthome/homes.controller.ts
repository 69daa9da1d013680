import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  createHome,
  deleteHome,
  getHome,
  listHomeMembers,
  listHomes,
  putHomeMember,
  removeHomeMember,
  updateHome,
  type HomeMemberView,
  type HomeView,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { given } from './given.js';
import { CreateHomeDto, HomeMemberDto, HomeMemberParams, HomeParams, UpdateHomeDto } from './homes.dto.js';
import { PAGE, PageQuery, pageOf, type Page } from './page.dto.js';

@ApiTags('Smart home')
@ApiBearerAuth()
@Controller('api/homes')
export class HomesController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Your homes, and those shared with you' })
  @Get()
  async list(@Query() { after, limit = PAGE }: PageQuery, @CurrentUser() caller: Caller): Promise<Page<HomeView>> {
    return pageOf(await this.rpc.call(listHomes, given({ after, limit }), caller), limit);
  }

  @ApiOperation({ summary: 'Make a home' })
  @Post()
  create(@Body() { name, rooms }: CreateHomeDto, @CurrentUser() caller: Caller): Promise<HomeView> {
    return this.rpc.call(createHome, { name, rooms }, caller);
  }

  @ApiOperation({ summary: 'One of your homes' })
  @Get(':id')
  get(@Param() { id: homeId }: HomeParams, @CurrentUser() caller: Caller): Promise<HomeView> {
    return this.rpc.call(getHome, { homeId }, caller);
  }

  @ApiOperation({ summary: 'Rename a home, list its rooms anew, bind it to MQTT' })
  @Patch(':id')
  update(
    @Param() { id: homeId }: HomeParams,
    @Body() changes: UpdateHomeDto,
    @CurrentUser() caller: Caller,
  ): Promise<HomeView> {
    return this.rpc.call(updateHome, { ...given(changes), homeId }, caller);
  }

  @ApiOperation({ summary: 'Remove a home of yours with its devices' })
  @HttpCode(204)
  @Delete(':id')
  async remove(@Param() { id: homeId }: HomeParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(deleteHome, { homeId }, caller);
  }

  @ApiOperation({ summary: 'Who has a part in a home' })
  @Get(':id/members')
  async members(
    @Param() { id: homeId }: HomeParams,
    @CurrentUser() caller: Caller,
  ): Promise<{ readonly items: readonly HomeMemberView[] }> {
    return { items: await this.rpc.call(listHomeMembers, { homeId }, caller) };
  }

  @ApiOperation({ summary: 'Share a home of yours, or change what somebody may do in it' })
  @Put(':id/members/:userId')
  share(
    @Param() { id: homeId, userId }: HomeMemberParams,
    @Body() { role }: HomeMemberDto,
    @CurrentUser() caller: Caller,
  ): Promise<HomeMemberView> {
    return this.rpc.call(putHomeMember, { homeId, userId, role }, caller);
  }

  @ApiOperation({ summary: 'End somebody’s part in a home of yours, or your own in another’s' })
  @HttpCode(204)
  @Delete(':id/members/:userId')
  async unshare(@Param() { id: homeId, userId }: HomeMemberParams, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(removeHomeMember, { homeId, userId }, caller);
  }
}
