import type { IncomingMessage, ServerResponse } from 'node:http';

import type { SignInOrigin } from '@atrium/contracts';
import type Provider from 'oidc-provider';
import type { Client, Interaction, InteractionResults } from 'oidc-provider';

import { contentSecurityPolicy } from '../pages/page.js';

/** One request to a page of an interaction. */
export interface Visit {
  readonly provider: Provider;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly interaction: Interaction;
}

/** Goes back to the request that was interrupted. */
export async function finish(visit: Visit, result: InteractionResults): Promise<void> {
  const { provider, request, response } = visit;
  await provider.interactionFinished(request, response, result, {
    mergeWithLastSubmission: result.error === undefined,
  });
}

/** Shows a page whose forms may lead here and to the client. */
export function send({ request, response, interaction }: Visit, html: string): void {
  const destination = destinationOf(interaction.params.redirect_uri);
  response.statusCode = 200;
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  // Chromium applies form-action to redirects too, and the last of them leads back to the client.
  response.setHeader(
    'content-security-policy',
    contentSecurityPolicy(["'self'", ...(destination === '' ? [] : [destination])]),
  );
  response.end(request.method === 'HEAD' ? undefined : html);
}

/** Where a redirect URI leads: its origin, or the scheme of an app. */
export function destinationOf(redirectUri: unknown): string {
  const url = typeof redirectUri === 'string' ? URL.parse(redirectUri) : null;
  if (!url) return '';
  return url.origin === 'null' ? url.protocol : url.origin;
}

/** What the client is called. */
export async function applicationNameOf(visit: Visit): Promise<string> {
  return (await clientOf(visit))?.clientName ?? String(visit.interaction.params.client_id);
}

/** Who asks. */
export function clientOf({ provider, interaction }: Visit): Promise<Client | undefined> {
  return provider.Client.find(String(interaction.params.client_id));
}

/** The tunnel gives the address that the gateway saw. */
export function originOf({ request: { socket, headers } }: Visit): SignInOrigin {
  const { remoteAddress: address } = socket;
  const userAgent = headers['user-agent']?.slice(0, 512);
  return { ...(address === undefined ? {} : { address }), ...(userAgent === undefined ? {} : { userAgent }) };
}

/** Which way to sign in the person has chosen on a page; undefined before that. */
export function chosenWay({ request }: Visit): 'password' | 'code' | undefined {
  const way = new URLSearchParams(request.url?.split('?', 2)[1]).get('with');
  return way === 'password' || way === 'code' ? way : undefined;
}
