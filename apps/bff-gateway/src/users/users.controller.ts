import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { createAccount, deleteUser, getUser, listUsers, register, setPassword, updateUser } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { toProfile, type ProfileDto } from '../accounts/profile.dto.js';
import { BFF_CONFIG, type BffConfig } from '../config.js';
import { CurrentUser } from '../identity/current-user.decorator.js';
import { OptionalCaller } from '../identity/optional-caller.js';
import { Public } from '../identity/public.decorator.js';
import { changesOf, namesOf } from './user-changes.js';
import { noSuchPage, requireUserId, takenNamesAsFields } from './user-faults.js';
import { asksForPage, pageNumberOf, requestOf, toPage, type UserPage } from './user-page.js';
import { CreateUserDto, ListUsersQuery, PatchUserDto, PutUserDto } from './users.dto.js';

/** Users as Django REST framework would serve them: staff have everybody, anybody else has themselves. */
@ApiTags('Users')
@ApiBearerAuth()
@Controller('api/users')
export class UsersController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly optionalCaller: OptionalCaller,
    @Inject(BFF_CONFIG) private readonly config: BffConfig,
  ) {}

  @ApiOperation({ summary: 'All users for staff, else yourself; at most 500 unless you ask for pages' })
  @Get()
  async list(
    @Query() query: ListUsersQuery,
    @CurrentUser() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<readonly ProfileDto[] | UserPage> {
    const number = asksForPage(query) ? pageNumberOf(query) : undefined;
    if (asksForPage(query) && !number) throw noSuchPage();
    const list = await this.rpc.call(listUsers, requestOf(query, number), caller);
    if (number) {
      if (list.users.length === 0 && number.page > 1) throw noSuchPage();
      return toPage(list, number, new URL(request.url, this.config.PUBLIC_URL));
    }
    reply.header('x-total-count', String(list.total));
    return list.users.map(toProfile);
  }

  @ApiOperation({ summary: 'Create a user; open to everybody, flags count from staff only' })
  @Public()
  @Post()
  async create(@Body() body: CreateUserDto, @Req() request: FastifyRequest): Promise<ProfileDto> {
    const caller = await this.optionalCaller.of(request);
    const { password, is_staff: isStaff = false, is_active: isActive = true } = body;
    const account = { ...namesOf(body), password };
    const { user } = await takenNamesAsFields(() =>
      caller?.isStaff
        ? this.rpc.call(createAccount, { ...account, isStaff, isActive }, caller)
        : this.rpc.call(register, account),
    );
    return toProfile(user);
  }

  @ApiOperation({ summary: 'One user' })
  @Get(':id')
  async get(@Param('id') id: string, @CurrentUser() caller: Caller): Promise<ProfileDto> {
    return toProfile(await this.rpc.call(getUser, { id: requireUserId(id) }, caller));
  }

  @ApiOperation({ summary: 'Change a user; user name and address are required' })
  @Put(':id')
  replace(@Param('id') id: string, @Body() body: PutUserDto, @CurrentUser() caller: Caller): Promise<ProfileDto> {
    return this.change(id, body, caller);
  }

  @ApiOperation({ summary: 'Change what is sent of a user' })
  @Patch(':id')
  update(@Param('id') id: string, @Body() body: PatchUserDto, @CurrentUser() caller: Caller): Promise<ProfileDto> {
    return this.change(id, body, caller);
  }

  @ApiOperation({ summary: 'End an account; what the person wrote stays under a neutral name' })
  @HttpCode(204)
  @Delete(':id')
  async delete(@Param('id') id: string, @CurrentUser() caller: Caller): Promise<void> {
    await this.rpc.call(deleteUser, { id: requireUserId(id) }, caller);
  }

  private async change(id: string, body: PatchUserDto, caller: Caller): Promise<ProfileDto> {
    const userId = requireUserId(id);
    const changes = { id: userId, ...changesOf(body) };
    const user = await takenNamesAsFields(() => this.rpc.call(updateUser, changes, caller));
    // Last, because it ends sessions: names that are taken must leave everything as it was.
    if (body.password !== undefined) {
      await this.rpc.call(setPassword, { userId, password: body.password }, caller);
    }
    return toProfile(user);
  }
}
