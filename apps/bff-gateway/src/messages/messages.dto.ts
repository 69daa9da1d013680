import { ApiProperty } from '@nestjs/swagger';
import { MAX_BODY_LENGTH, MAX_INTEGER_ID } from '@atrium/contracts';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

import { DropUnknownFields } from '../http/unknown-fields.js';

/** `?channel_id=1` */
@DropUnknownFields()
export class OfChannelQuery {
  @ApiProperty({ example: 1 })
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly channel_id!: number;

  @ApiProperty({ example: 50, required: false, default: 50, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;
}

@DropUnknownFields()
export class SendMessageDto {
  @ApiProperty({ example: 1 })
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  readonly channel_id!: number;

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
}
