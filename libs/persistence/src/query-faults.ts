import { QueryFailedError } from 'typeorm';

interface PostgresFault {
  readonly code?: string;
  readonly constraint?: string;
}

function faultOf(error: unknown): PostgresFault | undefined {
  if (error instanceof QueryFailedError) return error.driverError as PostgresFault;
  return error instanceof Error ? (error as PostgresFault) : undefined;
}

/** True when a write failed because `constraint` (an index or constraint name) holds the value already. */
export function violatesUnique(error: unknown, constraint: string): boolean {
  const fault = faultOf(error);
  return fault?.code === '23505' && fault.constraint === constraint;
}

/**
 * True when the database could not do its work just now, whatever was asked of it: connection lost or refused
 * (SQLSTATE 08, 57P, 53, Node's E… codes), deadlock or serialisation failure (40). Trying again can mend it.
 */
export function isTransient(error: unknown): boolean {
  const code = faultOf(error)?.code;
  if (code !== undefined) return /^(08|40|53|57P|E[A-Z]{3,})/.test(code);
  return (
    error instanceof Error &&
    /connection (terminated|timeout)|timeout exceeded when trying to connect|not queryable/i.test(error.message)
  );
}
