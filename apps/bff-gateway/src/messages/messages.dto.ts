import { ApiProperty } from '@nestjs/swagger';
import { EMOJI_PATTERN, LOG_PLACE_PATTERN, MAX_BODY_LENGTH, MAX_INTEGER_ID, MAX_RECIPIENTS } from '@atrium/contracts';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';

import { DropUnknownFields } from '../http/unknown-fields.js';

const PLACE = 'a message’s id or the number of an entry';

/** `?channel_id=1` or `?conversation_id=…` */
@DropUnknownFields()
export class ListMessagesQuery {
  @ApiProperty({ example: 1, required: false, description: 'This, or conversation_id' })
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

  @ApiProperty({ required: false, description: `The latest before this place: ${PLACE}` })
  @IsOptional()
  @Matches(LOG_PLACE_PATTERN, { message: `before must be ${PLACE}` })
  readonly before?: string;

  @ApiProperty({ required: false, description: `The first after this place: ${PLACE}` })
  @IsOptional()
  @Matches(LOG_PLACE_PATTERN, { message: `after must be ${PLACE}` })
  readonly after?: string;

  @ApiProperty({ example: 50, required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;

  @ApiProperty({ required: false, enum: ['full'], description: 'Everything about each message' })
  @IsOptional()
  @IsIn(['full'])
  readonly view?: 'full';
}

@DropUnknownFields()
export class SendMessageDto {
  @ApiProperty({ example: 1, required: false, description: 'This, or conversation_id, or to' })
  @IsOptional()
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  readonly channel_id?: number;

  @ApiProperty({ required: false, format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly conversation_id?: string;

  @ApiProperty({
    example: ['jane@example.com'],
    required: false,
    description: 'People by id, user name or address; the same people always share one conversation',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_RECIPIENTS)
  @Length(1, 254, { each: true })
  @IsString({ each: true })
  readonly to?: string[];

  @ApiProperty({ example: 'Hello everyone!', minLength: 1, maxLength: MAX_BODY_LENGTH })
  @Length(1, MAX_BODY_LENGTH)
  @IsString()
  readonly body!: string;

  @ApiProperty({
    example: '01J9ZC4P8Q',
    required: false,
    description: 'Chosen by you: sending the same id again stores nothing and returns the first message',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'client_id must be 1 to 64 letters, digits, - or _' })
  @IsString()
  readonly client_id?: string;

  @ApiProperty({ required: false, format: 'uuid', description: 'The message it answers' })
  @IsOptional()
  @IsUUID()
  readonly reply_to?: string;
}

export class MessageParams {
  @IsUUID()
  readonly id!: string;
}

@DropUnknownFields()
export class EditMessageDto {
  @ApiProperty({ example: 'Hello everyone!', minLength: 1, maxLength: MAX_BODY_LENGTH })
  @Length(1, MAX_BODY_LENGTH)
  @IsString()
  readonly body!: string;
}

@DropUnknownFields()
export class ReactionDto {
  @ApiProperty({ example: '👍', description: 'One emoji, or a name between colons' })
  @Matches(EMOJI_PATTERN, { message: 'emoji must be one emoji, or a name between colons' })
  readonly emoji!: string;
}
