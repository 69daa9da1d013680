import { expect } from '@jest/globals';
import type { HttpAnswer } from '@atrium/testing';

import type { Family } from '../routes/family.js';

const TEXT: unknown = expect.stringMatching(/\S/);
const TEXTS: unknown = expect.arrayContaining([TEXT]);

/** Expects a refusal in the shape that the family has for errors. */
export function expectEnvelope({ errors }: Family, { status, headers, body }: HttpAnswer): void {
  const type = headers.get('content-type') ?? '';
  if (errors === 'oauth' && type.startsWith('text/html')) return;
  expect(type).toMatch(errors === 'problem' ? /^application\/problem\+json/ : /^application\/json/);
  if (errors === 'status') expect(body).toEqual({ status: 'error', message: TEXT });
  else if (errors === 'problem') expect(body).toMatchObject({ status, code: TEXT, detail: TEXT });
  else if (errors === 'oauth') expect(body).toMatchObject({ error: TEXT });
  else if (!isDetail(body)) for (const faults of Object.values(body as object)) expect(faults).toEqual(TEXTS);
}

function isDetail(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string';
}
