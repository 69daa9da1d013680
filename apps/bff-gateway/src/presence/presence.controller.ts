import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { getPresence, listMembers, MAX_INTEGER_ID, type PresenceStatus } from '@atrium/contracts';
import { AS_SERVICE, RpcClient, type Caller } from '@atrium/rpc';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

import { CurrentUser } from '../identity/current-user.decorator.js';
import { RequiredScope } from '../identity/required-scope.decorator.js';

class WorkspaceParams {
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly id!: number;
}

class PresenceQuery {
  @ApiProperty({ example: 50, required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;

  @ApiProperty({ required: false, description: 'The `next` of the answer before' })
  @IsOptional()
  @IsUUID()
  readonly after?: string;
}

interface MemberPresence {
  readonly user_id: string;
  readonly email: string;
  readonly status: PresenceStatus;
  /** ISO 8601, UTC; null for somebody not seen lately. */
  readonly last_active: string | null;
}

interface PresencePage {
  readonly items: readonly MemberPresence[];
  /** What `after` must be to get those that follow; null at the end. */
  readonly next: string | null;
}

@ApiTags('Presence')
@ApiBearerAuth()
@Controller('api/workspaces/:id/presence')
export class PresenceController {
  constructor(private readonly rpc: RpcClient) {}

  @ApiOperation({ summary: 'Who of a workspace is online, idle or offline' })
  @RequiredScope('workspaces:read')
  @Get()
  async list(
    @Param() { id: workspaceId }: WorkspaceParams,
    @Query() { limit = 50, after }: PresenceQuery,
    @CurrentUser() caller: Caller,
  ): Promise<PresencePage> {
    const page = { workspaceId, limit, ...(after === undefined ? {} : { after }) };
    const { items, next } = await this.rpc.call(listMembers, page, caller);
    const userIds = items.map(({ user_id }) => user_id);
    const states = await this.rpc.call(getPresence, { userIds }, AS_SERVICE);
    const known = new Map(states.map((state) => [state.userId, state]));
    return {
      items: items.map(({ user_id, email }) => {
        const { status = 'offline', lastActive = null } = known.get(user_id) ?? {};
        return { user_id, email, status, last_active: lastActive };
      }),
      next,
    };
  }
}
