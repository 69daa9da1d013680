import { Transform } from 'class-transformer';
import { isEmail, registerDecorator, type ValidationArguments } from 'class-validator';

export interface TextRules {
  readonly isRequired?: boolean;
  readonly mayBeBlank?: boolean;
  readonly min?: number;
  readonly max: number;
  /** What the whole text must be like, and what to say when it is not. */
  readonly isOdd?: (text: string) => string | undefined;
}

type Fault = string | undefined;

/** A text field as Django REST framework has it: one fault at a time, in its words. */
export function TextField(rules: TextRules): PropertyDecorator {
  return fieldOf((value) => textFault(value, rules));
}

/** A true or false field as Django REST framework has it. */
export function BooleanField(): PropertyDecorator {
  return fieldOf((value) => {
    if (value === undefined || typeof value === 'boolean') return undefined;
    return value === null ? 'This field may not be null.' : 'Must be a valid boolean.';
  });
}

/** Takes white space from both ends, as Django REST framework does with all text but passwords. */
export function Trimmed(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
}

/** For `isOdd`: no e-mail address. */
export function noEmail(text: string): Fault {
  return isEmail(text) ? undefined : 'Enter a valid email address.';
}

function textFault(value: unknown, { isRequired, mayBeBlank, min = 0, max, isOdd }: TextRules): Fault {
  if (value === undefined) return isRequired ? 'This field is required.' : undefined;
  if (value === null) return 'This field may not be null.';
  if (typeof value !== 'string') return 'Not a valid string.';
  if (value === '') return mayBeBlank ? undefined : 'This field may not be blank.';
  if (value.includes('\0')) return 'Null characters are not allowed.';
  if (value.length > max) return `Ensure this field has no more than ${max} characters.`;
  if (value.length < min) return `Ensure this field has at least ${min} characters.`;
  return isOdd?.(value);
}

function fieldOf(faultOf: (value: unknown) => Fault): PropertyDecorator {
  return (target, propertyName) => {
    registerDecorator({
      name: 'restField',
      target: target.constructor,
      propertyName: propertyName as string,
      validator: {
        validate: (value: unknown) => faultOf(value) === undefined,
        defaultMessage: (args?: ValidationArguments) => faultOf(args?.value) ?? 'Invalid value.',
      },
    });
  };
}
