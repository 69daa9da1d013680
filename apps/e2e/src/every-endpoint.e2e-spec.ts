import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpAnswer, HttpClient } from '@atrium/testing';

import { ROWS } from './routes/all-routes.js';
import type { Family } from './routes/family.js';
import type { Route, Value } from './routes/route.js';
import { badRequestsOf, type BadRequest } from './support/bad-requests.js';
import { Callers } from './support/callers.js';
import { DocumentedFields } from './support/documented-fields.js';
import { goodCall, pathOf, type MadeCall } from './support/endpoint.js';
import { expectEnvelope } from './support/envelope.js';
import { LiveSuite } from './support/live-suite.js';
import type { Member } from './support/member.js';

let suite: LiveSuite;
let callers: Callers;
let documented: DocumentedFields;

beforeAll(async () => {
  suite = await LiveSuite.start();
  callers = await Callers.gather(suite);
  documented = await DocumentedFields.read(suite.stranger());
});

afterAll(() => suite.stop());

/** Somebody who may make the call, with nothing to lose. */
async function clientFor(route: Route, owner: Member): Promise<HttpClient> {
  const caller = route.expected.owner === 403 ? 'staff' : 'owner';
  const token = await callers.tokenOf(caller, owner, route);
  return token === undefined ? suite.stranger() : suite.stranger().withToken(token);
}

/** What is wrong with the answer to a bad request; undefined when nothing is. */
function oddAnswer({ fault, isRefused, status }: BadRequest, answer: HttpAnswer): string | undefined {
  const isRight =
    status === undefined
      ? answer.status < 500 && (answer.status >= 400 || !isRefused)
      : [status, 401].includes(answer.status);
  return isRight ? undefined : `${fault}: ${answer.status} ${JSON.stringify(answer.body)}`;
}

const OVER_HTTP = ROWS.filter(([, { method }]) => method !== 'WS');

describe('bad input', () => {
  it.each(OVER_HTTP)('at %s is refused in the words of its family', async (_, route, family) => {
    const owner = await callers.newcomer();
    const http = await clientFor(route, owner);
    const faults: string[] = [];
    for (const bad of badRequestsOf(route, await goodCall(route, owner, suite.url), documented)) {
      const answer = await http.request(route.method, bad.path, bad.request);
      faults.push(oddAnswer(bad, answer) ?? '');
      if (answer.status >= 400 && answer.status !== 414) expectEnvelope(family, answer);
    }
    expect(faults.filter((fault) => fault !== '')).toEqual([]);
  });
});

type Section = 'body' | 'query';

/** Rows with a body, and with a query, that a field can be added to. */
function rowsWith(section: Section, unknownFields: Family['unknownFields']): typeof ROWS {
  return OVER_HTTP.filter(
    ([, route, family]) =>
      family.unknownFields === unknownFields && family.errors !== 'oauth' && route[section] !== undefined,
  );
}

const SECTIONS = ['body', 'query'] as const;

async function withUnknownField(route: Route, section: Section): Promise<HttpAnswer> {
  const owner = await callers.newcomer();
  const call = await goodCall(route, owner, suite.url);
  const { params, query, body }: MadeCall = { ...call, [section]: { ...call[section], bogus_field: 'x' } };
  const http = await clientFor(route, owner);
  return http.request(route.method, pathOf(route, params), {
    query: query as Record<string, string>,
    ...(body === undefined ? {} : { body: body satisfies Readonly<Record<string, Value>> }),
  });
}

describe.each(SECTIONS)('an unknown field in a %s', (section) => {
  it.each(rowsWith(section, 'refused'))('is refused by name at %s', async (_, route) => {
    const answer = await withUnknownField(route, section);
    expect(answer).toMatchObject({ status: 400, body: { errors: { bogus_field: [expect.any(String)] } } });
  });

  it.each(rowsWith(section, 'dropped'))('is dropped at %s', async (_, route) => {
    expect((await withUnknownField(route, section)).status).toBe(route.expected.owner);
  });
});
