import { SetMetadata } from '@nestjs/common';
import type { Scope } from '@atrium/contracts';

/** Metadata key of {@link RequiredScope}. */
export const REQUIRED_SCOPE = Symbol('REQUIRED_SCOPE');

/** Opens an endpoint to third-party clients with this scope; without it they are refused, whatever they may do. */
export const RequiredScope = (scope: Scope) => SetMetadata(REQUIRED_SCOPE, scope);
