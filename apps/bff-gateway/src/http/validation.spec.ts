import { describe, expect, it } from '@jest/globals';
import { IsInt } from 'class-validator';

import { DropUnknownFields } from './unknown-fields.js';
import { HttpValidationPipe } from './validation.js';

class StrictDto {
  @IsInt()
  readonly count!: number;
}

@DropUnknownFields()
class LenientDto {
  @IsInt()
  readonly count!: number;
}

class ExtendedDto extends LenientDto {
  @IsInt()
  readonly size!: number;
}

const pipe = new HttpValidationPipe();
const sent = { count: 1, size: 2, bogus: 'x' };

it('null is no body', () => {
  expect(() => pipe.transform(null, { type: 'body', metatype: StrictDto })).toThrow(
    expect.objectContaining({ code: 'VALIDATION_FAILED' }),
  );
});

describe('an unknown field', () => {
  it('is refused by name', async () => {
    const refused = pipe.transform({ count: 1, bogus: 'x' }, { type: 'body', metatype: StrictDto });
    await expect(refused).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: { bogus: ['property bogus should not exist'] },
    });
  });

  it('is dropped where the request is one of the back ends before', async () => {
    expect(await pipe.transform(sent, { type: 'body', metatype: LenientDto })).toEqual({ count: 1 });
    expect(await pipe.transform(sent, { type: 'query', metatype: ExtendedDto })).toEqual({ count: 1, size: 2 });
  });

  it('is nothing to an argument without a class', async () => {
    expect(await pipe.transform('x', { type: 'param', metatype: String, data: 'id' })).toBe('x');
    expect(await pipe.transform(sent, { type: 'custom' })).toBe(sent);
  });
});
