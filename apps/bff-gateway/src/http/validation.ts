import { Injectable, ValidationPipe, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { DomainError, validationFailed } from '@atrium/rpc';

import { dropsUnknownFields } from './unknown-fields.js';

const RULES = { transform: true, whitelist: true, exceptionFactory: validationFailed };

/** Validates what clients send. Unknown fields are refused, or dropped where the class of the request says so. */
@Injectable()
export class HttpValidationPipe implements PipeTransform {
  private readonly strict = new ValidationPipe({ ...RULES, forbidNonWhitelisted: true });
  private readonly lenient = new ValidationPipe(RULES);

  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // Nest takes JSON's null for an object without fields.
    if (value === null && metadata.type === 'body') throw new DomainError('VALIDATION_FAILED', 'Send a JSON object');
    const isLenient = metadata.metatype !== undefined && dropsUnknownFields(metadata.metatype);
    return (isLenient ? this.lenient : this.strict).transform(value, metadata) as Promise<unknown>;
  }
}
