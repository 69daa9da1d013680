import type { IncomingMessage, ServerResponse } from 'node:http';

import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import { errors, type InteractionResults } from 'oidc-provider';

import { IdentityRepository } from '../../account/identity.repository.js';
import { areGoogles } from '../application/redirect-uris.js';
import { OauthAudit } from '../oauth-audit.js';
import { consentPage } from '../pages/consent.page.js';
import { CsrfTokens } from './csrf-tokens.js';
import { readForm } from './form-body.js';
import { grantConsent } from './grant-consent.js';
import { LoginSteps } from './login-steps.js';
import { SuiteLogin } from './suite-login.js';
import { applicationNameOf, chosenWay, clientOf, destinationOf, finish, originOf, send, type Visit } from './visit.js';

const DENIED: InteractionResults = { error: 'access_denied', error_description: 'The person did not allow it' };

/** The pages on which a person decides: who they are, and what a client may do. */
@Injectable()
export class InteractionPages {
  constructor(
    private readonly csrf: CsrfTokens,
    private readonly login: LoginSteps,
    private readonly suiteLogin: SuiteLogin,
    private readonly identities: IdentityRepository,
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
    const { uid, prompt } = visit.interaction;
    const form = await readForm(visit.request);
    if (!form || !this.csrf.isTokenFor(uid, form.get('csrf') ?? '')) {
      throw new errors.InvalidRequest('this form is not from this page, or is too old', 403);
    }
    const action = form.get('action');
    if (action === 'deny') return finish(visit, DENIED);
    if (action === 'allow' && prompt.name === 'consent') return this.allow(visit);
    if (isAboutLogin(visit) && (await this.login.submit(visit, form))) return;
    throw new errors.InvalidRequest('choose one of the buttons');
  }

  private async allow(visit: Visit): Promise<void> {
    const grantId = await grantConsent(visit.provider, visit.interaction);
    await this.audit.granted(visit.interaction, originOf(visit));
    await finish(visit, { consent: { grantId } });
  }

  private async show(visit: Visit): Promise<void> {
    if (!isAboutLogin(visit)) return this.showConsent(visit);
    if (!(await this.suiteLogin.attempt(visit))) await this.login.show(visit);
  }

  private async showConsent(visit: Visit): Promise<void> {
    const { params, prompt, uid, session } = visit.interaction;
    const person = session?.accountId === undefined ? undefined : await this.identities.findActive(session.accountId);
    const applicationName = await applicationNameOf(visit);
    const page = consentPage({
      person,
      applicationName,
      linkedTo: areGoogles((await clientOf(visit))?.redirectUris) ? 'Google' : applicationName,
      csrfToken: this.csrf.tokenFor(uid),
      scopes: scopesOf(prompt.details.missingOIDCScope ?? params.scope),
      destination: destinationOf(params.redirect_uri),
    });
    send(visit, page);
  }
}

/** A login is due, or the person has chosen to sign in as somebody else. */
function isAboutLogin(visit: Visit): boolean {
  return visit.interaction.prompt.name === 'login' || chosenWay(visit) !== undefined;
}

function scopesOf(scope: unknown): string[] {
  if (Array.isArray(scope)) return scope.map(String);
  return typeof scope === 'string' ? scope.split(' ') : [];
}
