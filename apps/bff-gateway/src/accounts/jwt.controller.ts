import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { checkRefreshToken, login, logout, refreshSession } from '@atrium/contracts';
import { DomainError, isRefusal, RpcClient, TokenVerifier } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { Public } from '../identity/public.decorator.js';
import { signInOriginOf } from '../identity/sign-in-origin.js';
import { AuthCookies } from './auth-cookies.js';
import { ObtainTokenDto, RefreshJwtDto, VerifyTokenDto, type TokenPair } from './jwt.dto.js';

/** Tokens by user name and password, in the shapes of djangorestframework-simplejwt: the users API's authentication. */
@ApiTags('Accounts (JWT)')
@Public()
@Controller('api/token')
export class JwtController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly verifier: TokenVerifier,
    private readonly cookies: AuthCookies,
  ) {}

  @ApiOperation({ summary: 'Obtain tokens; the user name may be an e-mail address' })
  @HttpCode(200)
  @Post()
  async obtain(
    @Body() { username: identifier, password }: ObtainTokenDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenPair> {
    const origin = signInOriginOf(request);
    const { tokens, deviceToken } = await this.rpc.call(login, { identifier, password, family: 'bearer', origin });
    this.cookies.keepDevice(reply, deviceToken);
    return { refresh: tokens.refreshToken, access: tokens.accessToken };
  }

  @ApiOperation({ summary: 'Exchange a refresh token for new tokens; it works once' })
  @HttpCode(200)
  @Post('refresh')
  async refresh(@Body() { refresh }: RefreshJwtDto): Promise<TokenPair> {
    const tokens = await inSimpleJwtsWords(() => this.rpc.call(refreshSession, { refreshToken: refresh }));
    return { access: tokens.accessToken, refresh: tokens.refreshToken };
  }

  @ApiOperation({ summary: 'Whether an access or refresh token is good' })
  @HttpCode(200)
  @Post('verify')
  async verify(@Body() { token }: VerifyTokenDto): Promise<Record<string, never>> {
    // Access tokens are signed and have three parts; refresh tokens are known to auth-service only.
    const isAccessToken = token.includes('.');
    await inSimpleJwtsWords(async () => {
      if (isAccessToken) await this.verifier.verify(token);
      else await this.rpc.call(checkRefreshToken, { refreshToken: token });
    });
    return {};
  }

  @ApiOperation({ summary: 'Revoke a refresh token and end its session' })
  @HttpCode(200)
  @Post('blacklist')
  async blacklist(@Body() { refresh: refreshToken }: RefreshJwtDto): Promise<Record<string, never>> {
    await inSimpleJwtsWords(async () => {
      await this.rpc.call(checkRefreshToken, { refreshToken });
      await this.rpc.call(logout, { refreshToken });
    });
    return {};
  }
}

/** Refuses tokens in the very words that simplejwt uses. */
async function inSimpleJwtsWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error, 'REFRESH_TOKEN_REVOKED')) throw new DomainError(error.code, 'Token is blacklisted');
    if (isRefusal(error, 'REFRESH_TOKEN_INVALID', 'TOKEN_INVALID', 'VALIDATION_FAILED')) {
      throw new DomainError('TOKEN_INVALID', 'Token is invalid or expired');
    }
    throw error;
  }
}
