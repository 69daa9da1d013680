import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { getOwnUser, login, refreshSession, register, type TokenSet } from '@atrium/contracts';
import { isRefusal, RpcClient, type Caller } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { Public } from '../identity/public.decorator.js';
import { signInOriginOf } from '../identity/sign-in-origin.js';
import { AuthCookies } from './auth-cookies.js';
import { splitFullName } from './full-name.js';
import {
  HubLoginDto,
  HubRefreshDto,
  HubRegisterDto,
  toHubUser,
  type HubSession,
  type HubUser,
} from './hub-accounts.dto.js';
import { distinct, usernameFrom } from './hub-username.js';

/** How often a name is made distinct before it is given up. */
const NAME_TRIES = 3;

/** Accounts by e-mail address and password with bearer tokens: the messaging hub's authentication. */
@ApiTags('Accounts (bearer tokens)')
@Controller('api/auth')
export class HubAccountsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly cookies: AuthCookies,
  ) {}

  @ApiOperation({ summary: 'Register and sign in' })
  @Public()
  @Post('register')
  async register(
    @Body() account: HubRegisterDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HubSession> {
    await this.createAccount(account, usernameFrom(account.email));
    return this.logIn(account, request, reply);
  }

  @ApiOperation({ summary: 'Sign in: an access token for 15 minutes, a refresh token for 7 days' })
  @Public()
  @HttpCode(200)
  @Post('login')
  login(
    @Body() credentials: HubLoginDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HubSession> {
    return this.logIn(credentials, request, reply);
  }

  @ApiOperation({ summary: 'Exchange a refresh token for new tokens; it works once' })
  @Public()
  @HttpCode(200)
  @Post('refresh')
  async refresh(@Body() { refreshToken }: HubRefreshDto): Promise<HubSession> {
    return this.sessionOf(await this.rpc.call(refreshSession, { refreshToken }));
  }

  @ApiOperation({ summary: 'The authenticated user' })
  @ApiBearerAuth()
  @Get('me')
  async me(@CurrentUser() caller: Caller): Promise<{ user: HubUser }> {
    return { user: toHubUser(await this.rpc.call(getOwnUser, {}, caller)) };
  }

  /** The hub knows no user names; each account gets one that is still free. */
  private async createAccount(account: HubRegisterDto, username: string, triesLeft = NAME_TRIES): Promise<void> {
    const { email, password, name = '' } = account;
    try {
      await this.rpc.call(register, { username, email, password, ...splitFullName(name) });
    } catch (error) {
      if (!isRefusal(error, 'USERNAME_TAKEN') || triesLeft === 0) throw error;
      await this.createAccount(account, distinct(usernameFrom(email)), triesLeft - 1);
    }
  }

  private async logIn(
    { email, password }: HubLoginDto,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<HubSession> {
    const origin = signInOriginOf(request);
    const { tokens, deviceToken } = await this.rpc.call(login, {
      identifier: email,
      password,
      family: 'bearer',
      origin,
    });
    this.cookies.keepDevice(reply, deviceToken);
    return this.sessionOf(tokens);
  }

  private async sessionOf({ accessToken, refreshToken }: TokenSet): Promise<HubSession> {
    const user = await this.rpc.call(getOwnUser, {}, { accessToken });
    return { user: toHubUser(user), tokens: { accessToken, refreshToken } };
  }
}
