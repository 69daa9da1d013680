import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

export const PAGE = 50;

/** A page of a list of what has a UUID, oldest first. */
export class PageQuery {
  @ApiProperty({ required: false, description: 'The `next` of the answer before' })
  @IsOptional()
  @IsUUID()
  readonly after?: string;

  @ApiProperty({ example: 50, required: false, default: PAGE, minimum: 1, maximum: 200 })
  @IsOptional()
  @Max(200)
  @Min(1)
  @IsInt()
  @Type(() => Number)
  readonly limit?: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What to send as `after` for what follows; null at the end. */
  readonly next: string | null;
}

/** A page whose end is not known unless it is not full. */
export function pageOf<Item extends { readonly id: string }>(items: readonly Item[], limit: number): Page<Item> {
  return { items, next: items.length < limit ? null : (items.at(-1)?.id ?? null) };
}
