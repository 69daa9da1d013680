import { readOfficialSchema } from './schema/schema-file.js';

/** Codes that Google's documentation or a trait's schema names and the list of all, being older, does not. */
const DOCUMENTED_LATER = [
  'authExpired',
  'challengeFailedNotSetup',
  'challengeNeeded',
  'deviceOffline',
  'deviceTurnedOff',
  'protocolError',
  'resourceUnavailable',
  'unknownError',
  'unsupportedInput',
  'volumeAlreadyMax',
  'volumeAlreadyMin',
];

let codes: ReadonlySet<string> | undefined;

/** True for an error code that Google's assistants know how to speak. */
export function isErrorCode(code: string): boolean {
  codes ??= new Set([
    ...(readOfficialSchema('platform/errors.schema.json') as { enum: string[] }).enum,
    ...DOCUMENTED_LATER,
  ]);
  return codes.has(code);
}
