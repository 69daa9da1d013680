import { ValidationPipe } from '@nestjs/common';
import { validationFailed } from '@atrium/rpc';

/** Validates what clients send. Unknown fields are dropped, as the back ends before Atrium did. */
export const httpValidationPipe = new ValidationPipe({
  transform: true,
  whitelist: true,
  exceptionFactory: validationFailed,
});
