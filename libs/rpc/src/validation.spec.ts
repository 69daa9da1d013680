import { describe, expect, it } from '@jest/globals';
import type { ValidationError } from 'class-validator';

import { fieldErrorsOf, validationFailed } from './validation.js';

const city: ValidationError = { property: 'city', constraints: { isString: 'city must be a string' } };
const address: ValidationError = { property: 'address', children: [city] };
const age: ValidationError = {
  property: 'age',
  constraints: { isInt: 'age must be an integer number', min: 'age must not be less than 0' },
};

describe('the refusal of a request', () => {
  it('names each field with every rule it breaks, a nested one by its path', () => {
    expect(fieldErrorsOf([address, age])).toEqual({
      'address.city': ['city must be a string'],
      age: ['age must be an integer number', 'age must not be less than 0'],
    });
  });

  it('says the first fault in its sentence', () => {
    expect(validationFailed([address, age])).toMatchObject({
      code: 'VALIDATION_FAILED',
      detail: 'city must be a string',
      fields: { age: expect.anything() as unknown },
    });
  });

  it('has a sentence even without a fault', () => {
    expect(validationFailed([])).toMatchObject({ detail: 'The request is not valid', fields: {} });
  });
});
