import type { IncomingMessage, ServerResponse } from 'node:http';

import { Injectable } from '@nestjs/common';
import type { SignInOrigin } from '@atrium/contracts';
import type Provider from 'oidc-provider';
import { errors, type Interaction, type InteractionResults } from 'oidc-provider';

import { areGoogles } from '../application/redirect-uris.js';
import { OauthAudit } from '../oauth-audit.js';
import { consentPage } from '../pages/consent.page.js';
import { loginPage } from '../pages/login.page.js';
import { contentSecurityPolicy } from '../pages/page.js';
import { CheckPassword } from './check-password.js';
import { CsrfTokens } from './csrf-tokens.js';
import { readForm } from './form-body.js';
import { grantConsent } from './grant-consent.js';

const NOT_POSSIBLE = { fault: 'This username or password is not right.' };
const DENIED: InteractionResults = { error: 'access_denied', error_description: 'The person did not allow it' };

/** One request to a page of an interaction. */
interface Visit {
  readonly provider: Provider;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly interaction: Interaction;
}

/** The two pages on which a person decides: who they are, and what a client may do. */
@Injectable()
export class InteractionPages {
  constructor(
    private readonly csrf: CsrfTokens,
    private readonly passwords: CheckPassword,
    private readonly audit: OauthAudit,
  ) {}

  /** Shows the page that is due, or takes what was entered there. Rejects with the library's errors. */
  async handle(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const interaction = await provider.interactionDetails(request, response);
    const visit = { provider, request, response, interaction };
    if (request.method === 'POST') await this.submit(visit);
    else if (request.method === 'GET' || request.method === 'HEAD') await this.show(visit);
    else throw new errors.InvalidRequest('only GET and POST are possible here', 405);
  }

  private async submit(visit: Visit): Promise<void> {
    const form = await readForm(visit.request);
    if (!form || !this.csrf.isTokenFor(visit.interaction.uid, form.get('csrf') ?? '')) {
      throw new errors.InvalidRequest('this form is not from this page, or is too old', 403);
    }
    const action = form.get('action');
    if (action === 'deny') return finish(visit, DENIED);
    if (action === 'allow' && visit.interaction.prompt.name === 'consent') {
      const grantId = await grantConsent(visit.provider, visit.interaction);
      await this.audit.granted(visit.interaction, originOf(visit.request));
      return finish(visit, { consent: { grantId } });
    }
    // The first button is the one that the Enter key presses, and some browsers then name no button at all.
    if (visit.interaction.prompt.name === 'login') return this.logIn(visit, form);
    throw new errors.InvalidRequest('choose one of the buttons');
  }

  private async logIn(visit: Visit, form: URLSearchParams): Promise<void> {
    const login = (form.get('login') ?? '').trim();
    const password = form.get('password') ?? '';
    const isPossible = login !== '' && login.length <= 254 && !login.includes('\0') && password.length <= 128;
    const outcome = isPossible ? await this.passwords.execute(login, password, originOf(visit.request)) : NOT_POSSIBLE;
    if (typeof outcome !== 'string') return this.show(visit, { login, ...outcome });
    await finish(visit, { login: { accountId: outcome, amr: ['pwd'] } });
  }

  private async show(visit: Visit, retry?: { login: string; fault: string }): Promise<void> {
    const { params, prompt, uid } = visit.interaction;
    const client = await visit.provider.Client.find(String(params.client_id));
    const applicationName = client?.clientName ?? String(params.client_id);
    const csrfToken = this.csrf.tokenFor(uid);
    const destination = destinationOf(params.redirect_uri);
    if (prompt.name === 'login') {
      const login = retry?.login ?? (typeof params.login_hint === 'string' ? params.login_hint : '');
      const fault = retry ? { fault: retry.fault } : {};
      send(visit, loginPage({ applicationName, csrfToken, login, ...fault }), destination);
    } else {
      const scopes = scopesOf(prompt.details.missingOIDCScope ?? params.scope);
      const linkedTo = areGoogles(client?.redirectUris) ? 'Google' : applicationName;
      send(visit, consentPage({ applicationName, linkedTo, csrfToken, scopes, destination }), destination);
    }
  }
}

/** Goes back to the request that was interrupted. */
async function finish({ provider, request, response }: Visit, result: InteractionResults): Promise<void> {
  await provider.interactionFinished(request, response, result, {
    mergeWithLastSubmission: result.error === undefined,
  });
}

function send({ request, response }: Visit, html: string, destination: string): void {
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
function destinationOf(redirectUri: unknown): string {
  const url = typeof redirectUri === 'string' ? URL.parse(redirectUri) : null;
  if (!url) return '';
  return url.origin === 'null' ? url.protocol : url.origin;
}

function scopesOf(scope: unknown): string[] {
  if (Array.isArray(scope)) return scope.map(String);
  return typeof scope === 'string' ? scope.split(' ') : [];
}

/** The tunnel gives the address that the gateway saw. */
function originOf({ socket, headers }: IncomingMessage): SignInOrigin {
  const { remoteAddress: address } = socket;
  const userAgent = headers['user-agent']?.slice(0, 512);
  return { ...(address === undefined ? {} : { address }), ...(userAgent === undefined ? {} : { userAgent }) };
}
