import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { logout, refreshSession, register, requestOtp, verifyOtp } from '@atrium/contracts';
import { DomainError, isRefusal, RpcClient } from '@atrium/rpc';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { success, type SuccessMessage } from '../http/envelope.js';
import { Public } from '../identity/public.decorator.js';
import { signInOriginOf } from '../identity/sign-in-origin.js';
import { StrictLimit } from '../rate-limit/strict-limit.decorator.js';
import { AuthCookies, REFRESH_COOKIE } from './auth-cookies.js';
import { splitFullName } from './full-name.js';
import { RegisterDto, RequestOtpDto, VerifyOtpDto } from './otp-accounts.dto.js';

/** Accounts by password and e-mailed code, kept signed in by cookies: the workspace API's authentication. */
@ApiTags('Accounts (cookies)')
@Public()
@Controller('api')
export class OtpAccountsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly cookies: AuthCookies,
  ) {}

  @ApiOperation({ summary: 'Register a new user' })
  @StrictLimit()
  @Post('register')
  async register(
    @Body() { username, password, email, full_name: fullName = '' }: RegisterDto,
  ): Promise<SuccessMessage> {
    await this.rpc.call(register, { username, password, email, ...splitFullName(fullName) });
    return success('User registered successfully!');
  }

  @ApiOperation({ summary: 'Send a six-digit sign-in code by e-mail, valid for five minutes' })
  @HttpCode(200)
  @StrictLimit()
  @Post('request-otp')
  async requestOtp(@Body() { email }: RequestOtpDto): Promise<SuccessMessage> {
    await this.rpc.call(requestOtp, { email });
    return success(`OTP sent to ${email}`);
  }

  @ApiOperation({ summary: 'Sign in with the code; sets access_token, refresh_token and id_token' })
  @HttpCode(200)
  @StrictLimit()
  @Post('verify-otp')
  async verifyOtp(
    @Body() { email, otp }: VerifyOtpDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SuccessMessage> {
    this.cookies.set(reply, await this.rpc.call(verifyOtp, { email, otp, origin: signInOriginOf(request) }));
    return success('Login successful!');
  }

  @ApiOperation({ summary: 'Renew the cookies with the refresh token' })
  @HttpCode(204)
  @StrictLimit()
  @Post('refresh')
  async refresh(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const refreshToken = request.cookies[REFRESH_COOKIE];
    if (!refreshToken) throw new DomainError('UNAUTHENTICATED', 'No refresh token: sign in again');
    try {
      this.cookies.set(reply, await this.rpc.call(refreshSession, { refreshToken }));
    } catch (error) {
      if (isRefusal(error, 'REFRESH_TOKEN_INVALID', 'REFRESH_TOKEN_REVOKED', 'VALIDATION_FAILED'))
        this.cookies.clear(reply);
      throw error;
    }
  }

  @ApiOperation({ summary: 'End the session: revokes the refresh token and clears the cookies' })
  @HttpCode(200)
  @Post('logout')
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SuccessMessage> {
    const refreshToken = request.cookies[REFRESH_COOKIE];
    if (refreshToken) await this.rpc.call(logout, { refreshToken });
    this.cookies.clear(reply);
    return success('Logged out');
  }
}
