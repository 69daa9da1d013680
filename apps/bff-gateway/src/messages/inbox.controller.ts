import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { MAX_MARKED_TOGETHER, pollMessages, type Inbox } from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

import { DropUnknownFields } from '../http/unknown-fields.js';
import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { given } from './message-request.js';

@DropUnknownFields()
class PollMessagesDto {
  @ApiProperty({ required: false, default: [], description: 'Messages that you have read, by id' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_MARKED_TOGETHER)
  @IsUUID(undefined, { each: true })
  readonly messagesRead?: string[];

  @ApiProperty({ example: 50, required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  readonly limit?: number;

  @ApiProperty({ required: false, description: 'The `next` of the answer before' })
  @IsOptional()
  @IsUUID()
  readonly after?: string;
}

@ApiTags('Inbox')
@ApiBearerAuth()
@Controller('api/poll-messages')
export class InboxController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'What is addressed to you and unread, oldest first; marks the given messages as read' })
  @HttpCode(200)
  @RequiredScope('messages:read')
  @Post()
  poll(
    @Body() { messagesRead = [], limit = 50, after }: PollMessagesDto,
    @CurrentUser() caller: Caller,
  ): Promise<Inbox> {
    return this.rpc.call(pollMessages, { messagesRead, limit, ...given({ after }) }, caller);
  }
}
