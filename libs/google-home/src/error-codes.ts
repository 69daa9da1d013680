import { readOfficialSchema } from './schema/schema-file.js';

/** Codes that Google's documentation names and its schemas, being older, do not. */
const DOCUMENTED_LATER = [
  'authExpired',
  'challengeFailedNotSetup',
  'challengeNeeded',
  'deviceOffline',
  'deviceTurnedOff',
  'protocolError',
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
