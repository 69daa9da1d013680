import { MAX_BODY_LENGTH, MAX_INTEGER_ID } from '@atrium/contracts';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

/** `{"type":"join_channel","channel_id":1}` */
export class JoinChannelFrame {
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  readonly channel_id!: number;
}

/** `{"type":"send_message","channel_id":1,"body":"Hello everyone!"}` */
export class SendMessageFrame {
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  readonly channel_id!: number;

  @Length(1, MAX_BODY_LENGTH)
  @IsString()
  readonly body!: string;

  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'client_id must be 1 to 64 letters, digits, - or _' })
  @IsString()
  readonly client_id?: string;
}
