import { ValidateBy, type ValidationArguments } from 'class-validator';

/** A required, non-blank string; its faults are told in the words of Django REST framework, which clients compare. */
export function DrfText({ maxLength }: { readonly maxLength: number }): PropertyDecorator {
  return ValidateBy({
    name: 'drfText',
    validator: {
      validate: (value: unknown) => faultOf(value, maxLength) === undefined,
      defaultMessage: (context?: ValidationArguments) => faultOf(context?.value, maxLength) ?? '',
    },
  });
}

function faultOf(value: unknown, maxLength: number): string | undefined {
  if (value === undefined) return 'This field is required.';
  if (value === null) return 'This field may not be null.';
  if (typeof value !== 'string') return 'Not a valid string.';
  if (value.trim() === '') return 'This field may not be blank.';
  if (value.length > maxLength) return `Ensure this field has no more than ${maxLength} characters.`;
  return undefined;
}
