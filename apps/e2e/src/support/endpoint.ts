import { ChatSocket, HttpClient, UpgradeRefused, type HttpAnswer } from '@atrium/testing';

import type { Call, Route, Value } from '../routes/route.js';
import type { Member } from './member.js';
import { withResources } from './resources.js';

/** A call as it goes over the wire: resources are in their places. */
export type MadeCall = Required<Pick<Call, 'params' | 'query'>> & Pick<Call, 'body'>;

/** A good call to a route, about resources of the owner's. */
export async function goodCall(
  { params = {}, query = {}, body }: Route,
  owner: Member,
  url: string,
): Promise<MadeCall> {
  const made = await withResources({ params, query, body: body ?? null }, owner, url);
  const { body: madeBody, ...rest } = made as unknown as MadeCall & { body: Call['body'] | null };
  return { ...rest, ...(madeBody ? { body: madeBody } : {}) };
}

/** Sends a call; a socket that opens is answered with 101, and closed. */
export async function send(url: string, route: Route, call: MadeCall, token?: string): Promise<HttpAnswer> {
  if (route.method === 'WS') return openSocket(url, route.path, token);
  const http = token === undefined ? new HttpClient(url) : new HttpClient(url).withToken(token);
  const body = route.isForm ? new URLSearchParams(call.body as Record<string, string>) : call.body;
  return http.request(route.method, pathOf(route, call.params), {
    query: call.query as Record<string, string | number>,
    ...(body === undefined ? {} : { body }),
    ...(route.headers ? { headers: route.headers } : {}),
  });
}

/** A route's path with these values for its parameters, each as one segment. */
export function pathOf({ path }: Route, params: Readonly<Record<string, Value>>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] as string | number));
}

async function openSocket(url: string, path: string, token?: string): Promise<HttpAnswer> {
  try {
    const socket = await ChatSocket.connect(url, `${path}/`, token === undefined ? {} : { token });
    await socket.close();
    return { status: 101, headers: new Headers(), body: undefined };
  } catch (error) {
    if (error instanceof UpgradeRefused) return { status: error.status, headers: new Headers(), body: undefined };
    throw error;
  }
}
