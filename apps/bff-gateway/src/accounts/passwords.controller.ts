import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { changePassword, requestPasswordReset, resetPassword } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';
import type { FastifyRequest } from 'fastify';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { Public } from '../identity/public.decorator.js';
import { signInOriginOf } from '../identity/sign-in-origin.js';
import { ChangePasswordDto, RequestPasswordResetDto, ResetPasswordDto } from './passwords.dto.js';

@ApiTags('Passwords')
@Controller('api/auth')
export class PasswordsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Change your password; your other sessions end' })
  @ApiBearerAuth()
  @HttpCode(204)
  @Post('password')
  async change(
    @Body() { currentPassword, newPassword }: ChangePasswordDto,
    @Req() request: FastifyRequest,
    @CurrentUser() caller: Caller,
  ): Promise<void> {
    await this.rpc.call(changePassword, { currentPassword, newPassword, origin: signInOriginOf(request) }, caller);
  }

  @ApiOperation({ summary: 'Have a token mailed to set a new password with, valid for 30 minutes' })
  @Public()
  @HttpCode(202)
  @Post('password-reset')
  async requestReset(
    @Body() { email }: RequestPasswordResetDto,
    @Req() request: FastifyRequest,
  ): Promise<{ message: string }> {
    await this.rpc.call(requestPasswordReset, { email, origin: signInOriginOf(request) });
    return { message: 'If the address has an account, a mail is on its way' };
  }

  @ApiOperation({ summary: 'Set a new password with the token; all your sessions end' })
  @Public()
  @HttpCode(204)
  @Post('password-reset/confirm')
  async reset(@Body() { token, newPassword }: ResetPasswordDto, @Req() request: FastifyRequest): Promise<void> {
    await this.rpc.call(resetPassword, { token, newPassword, origin: signInOriginOf(request) });
  }
}
