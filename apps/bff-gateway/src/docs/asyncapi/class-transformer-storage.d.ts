declare module 'class-transformer/cjs/storage.js' {
  import type { IOptions } from 'class-validator-jsonschema/build/options.js';

  /** What `@Type` recorded; the package has no other door to it. */
  export const defaultMetadataStorage: NonNullable<IOptions['classTransformerMetadataStorage']>;
}
