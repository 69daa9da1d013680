import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  acknowledgeNotifications,
  getNotificationPreferences,
  listNotifications,
  readNotifications,
  setNotificationPreferences,
  type NotificationPage,
  type NotificationPreferences,
} from '@atrium/contracts';
import { DomainError, RpcClient, type Caller } from '@atrium/rpc';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { given } from './message-request.js';
import { ListNotificationsQuery, NotificationPreferencesDto, ReadNotificationsDto } from './notifications.dto.js';

@ApiTags('Notifications')
@ApiBearerAuth()
@Controller('api/notifications')
export class NotificationsController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'What you were notified of, newest first, and how much of it is unread' })
  @RequiredScope('messages:read')
  @Get()
  list(
    @Query() { unread, before, limit = 50 }: ListNotificationsQuery,
    @CurrentUser() caller: Caller,
  ): Promise<NotificationPage> {
    return this.rpc.call(listNotifications, { limit, ...given({ unread, before }) }, caller);
  }

  @ApiOperation({ summary: 'Mark notifications as read: all up to one, or single ones' })
  @HttpCode(200)
  @RequiredScope('messages:write')
  @Post('read')
  read(
    @Body() { up_to: upTo, ids: seqs }: ReadNotificationsDto,
    @CurrentUser() caller: Caller,
  ): Promise<{ unread: number }> {
    if (upTo !== undefined && seqs === undefined) return this.rpc.call(acknowledgeNotifications, { upTo }, caller);
    if (seqs !== undefined && upTo === undefined) return this.rpc.call(readNotifications, { seqs }, caller);
    const detail = 'exactly one of up_to and ids must be given';
    throw new DomainError('VALIDATION_FAILED', detail, { up_to: [detail] });
  }

  @ApiOperation({ summary: 'Of what you are notified' })
  @RequiredScope('messages:read')
  @Get('preferences')
  getPreferences(@CurrentUser() caller: Caller): Promise<NotificationPreferences> {
    return this.rpc.call(getNotificationPreferences, {}, caller);
  }

  @ApiOperation({ summary: 'Choose of what you are notified' })
  @RequiredScope('messages:write')
  @Put('preferences')
  setPreferences(
    @Body() { mention, direct, reply, invitation }: NotificationPreferencesDto,
    @CurrentUser() caller: Caller,
  ): Promise<NotificationPreferences> {
    return this.rpc.call(setNotificationPreferences, { mention, direct, reply, invitation }, caller);
  }
}
