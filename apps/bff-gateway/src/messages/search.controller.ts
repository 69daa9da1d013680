import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  MAX_INTEGER_ID,
  SEARCH_CURSOR_PATTERN,
  SEARCH_MOMENT_PATTERN,
  searchMessages,
  type FoundMessages,
} from '@atrium/contracts';
import { RpcClient, type Caller } from '@atrium/rpc';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';
import { given } from './message-request.js';

class SearchQuery {
  @ApiProperty({ example: '"release plan" -draft', description: 'Words, "phrases", or, -without' })
  @Matches(/\S/, { message: 'q must not be blank' })
  @Length(1, 200)
  @IsString()
  readonly q!: string;

  @ApiProperty({ required: false })
  @IsOptional()
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly channel_id?: number;

  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly conversation_id?: string;

  @ApiProperty({ required: false, example: 'jane@example.com', description: 'Whose: id, user name or address' })
  @IsOptional()
  @Length(1, 254)
  @IsString()
  readonly from?: string;

  @ApiProperty({ required: false, example: '2025-01-15', description: 'From this day or moment on (UTC)' })
  @IsOptional()
  @Matches(SEARCH_MOMENT_PATTERN, { message: 'after must be a day or a moment in ISO 8601' })
  @IsISO8601({ strict: true })
  readonly after?: string;

  @ApiProperty({ required: false, example: '2025-01-16T12:00:00Z', description: 'Before this day or moment (UTC)' })
  @IsOptional()
  @Matches(SEARCH_MOMENT_PATTERN, { message: 'before must be a day or a moment in ISO 8601' })
  @IsISO8601({ strict: true })
  readonly before?: string;

  @ApiProperty({ required: false, default: 20, minimum: 1, maximum: 50 })
  @IsOptional()
  @Max(50)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;

  @ApiProperty({ required: false, description: 'The `next` of the answer before' })
  @IsOptional()
  @Matches(SEARCH_CURSOR_PATTERN, { message: 'cursor must be the next of another answer' })
  readonly cursor?: string;
}

@ApiTags('Search')
@ApiBearerAuth()
@Controller('api/search')
export class SearchController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Search the messages that you may see; the best come first' })
  @RequiredScope('messages:read')
  @Get()
  search(@Query() query: SearchQuery, @CurrentUser() caller: Caller): Promise<FoundMessages> {
    const { q, limit = 20, channel_id: channelId, conversation_id: conversationId } = query;
    const { from, after, before, cursor } = query;
    const filters = given({ channelId, conversationId, from, after, before, cursor });
    return this.rpc.call(searchMessages, { query: q, limit, ...filters }, caller);
  }
}
