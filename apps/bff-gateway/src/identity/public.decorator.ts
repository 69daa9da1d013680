import { SetMetadata } from '@nestjs/common';

/** Metadata key of {@link Public}. */
export const IS_PUBLIC = Symbol('IS_PUBLIC');

/** Opens an endpoint to callers without a token; every other one asks for it. */
export const Public = () => SetMetadata(IS_PUBLIC, true);
