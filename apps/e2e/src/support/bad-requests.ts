import type { HttpRequest } from '@atrium/testing';

import type { Route, Value } from '../routes/route.js';
import type { DocumentedFields } from './documented-fields.js';
import { pathOf, type MadeCall } from './endpoint.js';

/** Beyond what any field may hold, and less than a body may. */
const LONG = 'x'.repeat(40_000);
/** Beyond what any body may hold, in bytes. */
const TOO_LARGE = 140 * 1024;

const WRONG_TYPES: readonly Value[] = [{ $ne: null }, [[{}]]];
const BAD_IDS = ['0', '-1', 'x', '1e99', 'a\0b', "' OR 1=1 --", '..', '😀', 'x'.repeat(300), '99999999999999999999'];
const ODD_PARAMETERS = ['', 'x', '-1', '1e99', 'a\0b', '{"$ne":null}', "' OR 1=1 --", 'x'.repeat(5_000)];

/** A request with one thing wrong. */
export interface BadRequest {
  readonly fault: string;
  readonly path: string;
  readonly request: HttpRequest;
  /** Whether it has to be refused; odd values of free text may be good ones. */
  readonly isRefused: boolean;
  /** The only right status, if there is one. */
  readonly status?: number;
}

/** Everything that can be wrong with a call to a route: one good call, and one fault at a time. */
export function badRequestsOf(route: Route, call: MadeCall, documented: DocumentedFields): BadRequest[] {
  const path = pathOf(route, call.params);
  const { query, body } = call as Pick<HttpRequest, 'query' | 'body'>;
  const good: HttpRequest = { ...(query && { query }), ...(body === undefined ? {} : { body }) };
  return [
    ...(['POST', 'PUT', 'PATCH'].includes(route.method) ? badBodies(route, path, good) : []),
    ...(route.isForm ? oddFormFields(path, good) : badFields(route, path, good, documented.ofBody(route))),
    ...badIds(route, call, good),
    ...oddParameters(path, good, documented.ofQuery(route)),
  ];
}

/** What cannot be read as a body at all. */
function badBodies({ isForm, takesAnything }: Route, path: string, good: HttpRequest): BadRequest[] {
  const typed = (type: string, body: string, fault: string, status?: number): BadRequest => ({
    fault,
    path,
    request: { ...good, body, headers: { 'content-type': type } },
    isRefused: true,
    ...(status === undefined ? {} : { status }),
  });
  const form = 'application/x-www-form-urlencoded';
  if (isForm) return [typed(form, `a=${'x'.repeat(TOO_LARGE)}`, 'a form that is too large', 413)];
  return [
    typed('application/json', '{"a": ', 'half of a body', 400),
    typed('application/json', `{"a":"${'x'.repeat(TOO_LARGE)}"}`, 'a body that is too large', 413),
    typed('application/xml', '<a/>', 'XML', 415),
    typed(form, 'a=1', 'a form', 415),
    ...(good.body === undefined
      ? []
      : ['[]', '"text"', 'null', '7'].map((body) => ({
          ...typed('application/json', body, `${body} for a body`),
          isRefused: !takesAnything,
        }))),
  ];
}

function badFields({ takesAnything }: Route, path: string, good: HttpRequest, documented: string[]): BadRequest[] {
  const body = (good.body ?? {}) as Readonly<Record<string, Value>>;
  const names = new Set([...Object.keys(body), ...documented]);
  if (takesAnything || good.body === undefined) return [];
  return [...names].flatMap((name) =>
    [...WRONG_TYPES, LONG, ...(typeof body[name] === 'string' ? [7] : [])].map((value) => ({
      fault: `${JSON.stringify(value).slice(0, 20)} for ${name}`,
      path,
      request: { ...good, body: { ...body, [name]: value } },
      isRefused: true,
    })),
  );
}

/** What is wrong in a form depends on so much that only a fault of the suite is always wrong. */
function oddFormFields(path: string, good: HttpRequest): BadRequest[] {
  const form = (good.body ?? {}) as Record<string, string>;
  return Object.keys(form).flatMap((name) =>
    ODD_PARAMETERS.map((value) => ({
      fault: `${JSON.stringify(value).slice(0, 20)} for ${name}`,
      path,
      request: { ...good, body: new URLSearchParams({ ...form, [name]: value }) },
      isRefused: false,
    })),
  );
}

function badIds(route: Route, { params }: MadeCall, good: HttpRequest): BadRequest[] {
  return Object.keys(params).flatMap((name) =>
    BAD_IDS.map((id) => ({
      fault: `${JSON.stringify(id).slice(0, 20)} for ${name}`,
      // A segment of dots would be resolved before it is sent.
      path: pathOf(route, { ...params, [name]: id }).replace(/\/\.\.(?=\/|$)/, '/%2e%2e%2f'),
      request: good,
      isRefused: true,
    })),
  );
}

function oddParameters(path: string, good: HttpRequest, documented: string[]): BadRequest[] {
  const query = good.query ?? {};
  return [...new Set([...Object.keys(query), ...documented])].flatMap((name) => {
    const isNumber = typeof query[name] === 'number';
    const repeated = `${path}?${name}=1&${name}=2&${name}[a]=3`;
    return [
      {
        fault: `${name} three times`,
        path: repeated,
        request: { ...good, query: without(query, name) },
        isRefused: isNumber,
      },
      ...ODD_PARAMETERS.map((value) => ({
        fault: `${JSON.stringify(value).slice(0, 20)} for ${name}`,
        path,
        request: { ...good, query: { ...query, [name]: value } },
        isRefused: isNumber,
      })),
    ];
  });
}

function without(query: NonNullable<HttpRequest['query']>, name: string): NonNullable<HttpRequest['query']> {
  return Object.fromEntries(Object.entries(query).filter(([each]) => each !== name));
}
