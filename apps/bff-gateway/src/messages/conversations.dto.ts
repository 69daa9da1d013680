import { ApiProperty } from '@nestjs/swagger';
import { MAX_RECIPIENTS } from '@atrium/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';

export class ListConversationsQuery {
  @ApiProperty({ example: 50, required: false, default: 50, minimum: 1, maximum: 100 })
  @IsOptional()
  @Max(100)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;

  @ApiProperty({ required: false, description: 'The `next` of the answer before' })
  @IsOptional()
  @IsUUID()
  readonly after?: string;
}

export class MembersDto {
  @ApiProperty({ example: ['jane@example.com'], description: 'People by id, user name or address' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_RECIPIENTS)
  @Length(1, 254, { each: true })
  @IsString({ each: true })
  readonly members!: string[];
}

export class CreateConversationDto extends MembersDto {
  @ApiProperty({
    example: 'Friday lunch',
    required: false,
    description: 'With a name it is a new group; without one the conversation of exactly these people',
  })
  @IsOptional()
  @Matches(/\S/, { message: 'name must not be blank' })
  @Length(1, 80)
  @IsString()
  readonly name?: string;
}

export class MarkReadDto {
  @ApiProperty({ example: 57, description: 'The newest entry that was seen' })
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(0)
  @IsInt()
  readonly seq!: number;
}

export class ConversationParams {
  @IsUUID()
  readonly id!: string;
}

export class MemberParams extends ConversationParams {
  @IsUUID()
  readonly user!: string;
}
