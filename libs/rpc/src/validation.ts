import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import type { FieldErrors, RequestClass } from '@atrium/contracts';

import { DomainError } from './domain-error.js';

/** Flattens class-validator's tree: `{ 'address.city': ['city must be a string'] }`. */
export function fieldErrorsOf(errors: readonly ValidationError[], path = ''): FieldErrors {
  return Object.fromEntries(
    errors.flatMap(({ property, constraints, children }) => {
      const field = path === '' ? property : `${path}.${property}`;
      const own = constraints ? [[field, Object.values(constraints)] as const] : [];
      return [...own, ...Object.entries(fieldErrorsOf(children ?? [], field))];
    }),
  );
}

/** The refusal for a request that breaks its contract: names the field and the rule. */
export function validationFailed(errors: readonly ValidationError[]): DomainError {
  const fields = fieldErrorsOf(errors);
  const [first] = Object.values(fields).flat();
  return new DomainError('VALIDATION_FAILED', first ?? 'The request is not valid', fields);
}

/** Validates a call between services: unknown fields are refused, nothing is converted. */
export function contractPipe(request: RequestClass<object>): ValidationPipe {
  return new ValidationPipe({
    expectedType: request,
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: validationFailed,
  });
}
