import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import { defineEvent } from '../event-contract.js';

/** The most requests that one event tells of. */
export const MAX_REQUESTS_TOLD = 500;

/** One request to the public surface. Of its address only the template: query strings and bodies are nobody's business. */
export class ServedRequest {
  /** For example `/api/users/:id`; `unmatched` where there is no such endpoint. */
  @IsString()
  @MaxLength(200)
  readonly route!: string;

  @IsString()
  @MaxLength(10)
  readonly method!: string;

  @IsInt()
  @Min(100)
  @Max(599)
  readonly status!: number;

  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  readonly durationMs!: number;

  /** Whose access token came with it; null for none. */
  @IsOptional()
  @IsUUID()
  readonly userId!: string | null;

  @IsString()
  @MaxLength(128)
  readonly requestId!: string;

  /** When it was answered; ISO 8601, UTC. */
  @IsISO8601()
  readonly at!: string;
}

/** A gateway answered these requests since it last told. */
export class RequestsServed {
  /** The gateway's process. */
  @IsUUID()
  readonly instance!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_REQUESTS_TOLD)
  @ValidateNested({ each: true })
  @Type(() => ServedRequest)
  readonly requests!: ServedRequest[];
}

export const requestsServed = defineEvent({
  subject: 'bff.event.requests-served.v1',
  payload: RequestsServed,
  key: ({ instance }) => instance,
});
