export interface Names {
  readonly firstName: string;
  readonly lastName: string;
}

const MAX_NAME = 150;

/** Splits a full name at its first space, as profiles keep a first and a last name. */
export function splitFullName(fullName: string): Names {
  const [firstName = '', ...rest] = fullName.trim().split(/\s+/);
  return { firstName: firstName.slice(0, MAX_NAME), lastName: rest.join(' ').slice(0, MAX_NAME) };
}
