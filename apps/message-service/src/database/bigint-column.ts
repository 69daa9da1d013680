import type { ValueTransformer } from 'typeorm';

/** Reads a bigint column as a number, where pg gives a string: numbers of a log stay far below 2^53. */
export const bigintAsNumber: ValueTransformer = {
  from: (stored: string | null): number | null => (stored === null ? null : Number(stored)),
  to: (value: unknown): unknown => value,
};
