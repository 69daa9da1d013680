import { MAX_BODY_LENGTH, MAX_INTEGER_ID } from '@atrium/contracts';
import { Transform } from 'class-transformer';
import {
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';

const MAX_SEQ = Number.MAX_SAFE_INTEGER;

/** A frame about one conversation: a channel by its number, or any other conversation by its UUID. */
export class ConversationFrame {
  @Max(MAX_INTEGER_ID)
  @Min(1)
  @IsInt()
  @ValidateIf(({ conversation_id }: ConversationFrame) => conversation_id === undefined)
  readonly channel_id?: number;

  // The log's subject is spelled in lower case.
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.toLowerCase() : value))
  @IsUUID()
  @ValidateIf(({ channel_id }: ConversationFrame) => channel_id === undefined)
  readonly conversation_id?: string;

  @IsOptional()
  @MaxLength(64)
  @IsString()
  readonly req?: string;
}

/** `{"type":"join_channel","channel_id":1}`, and in version 2 `"since":41,"epoch":"e7","req":"r1"` */
export class JoinChannelFrame extends ConversationFrame {
  @IsOptional()
  @Max(MAX_SEQ)
  @Min(0)
  @IsInt()
  readonly since?: number;

  @IsOptional()
  @MaxLength(64)
  @IsString()
  readonly epoch?: string;
}

/** `{"type":"resume","channels":{"1":41},"epochs":{"1":"e7"}}`; keys are channel numbers or conversation UUIDs. */
export class ResumeFrame {
  @IsObject()
  readonly channels!: Readonly<Record<string, unknown>>;

  @IsOptional()
  @IsObject()
  readonly epochs?: Readonly<Record<string, unknown>>;

  @IsOptional()
  @MaxLength(64)
  @IsString()
  readonly req?: string;
}

/** `{"type":"send_message","channel_id":1,"body":"Hello everyone!"}` */
export class SendMessageFrame extends ConversationFrame {
  @Length(1, MAX_BODY_LENGTH)
  @IsString()
  readonly body!: string;

  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'client_id must be 1 to 64 letters, digits, - or _' })
  @IsString()
  readonly client_id?: string;

  /** The message it answers. */
  @IsOptional()
  @IsUUID()
  readonly reply_to?: string;
}

/** `{"type":"mark_read","channel_id":1,"seq":58}` */
export class MarkReadFrame extends ConversationFrame {
  @Max(MAX_SEQ)
  @Min(0)
  @IsInt()
  readonly seq!: number;
}

/** `{"type":"leave_channel","channel_id":1}` */
export class LeaveChannelFrame extends ConversationFrame {}

/** `{"type":"typing","channel_id":1}` */
export class TypingFrame extends ConversationFrame {}
