import type { JsonSchema } from '../schema-file.js';

/** A correction of official schemas that are older than what Google sends or documents. */
export interface SchemaPatch {
  /** Why, with the source. */
  readonly reason: string;
  /** Which schemas, as paths below `schema`. */
  readonly files: readonly string[];
  /** Changes the schema that it is given. */
  apply(schema: JsonSchema): void;
}
