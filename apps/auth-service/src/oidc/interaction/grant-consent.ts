import type Provider from 'oidc-provider';
import { errors, type Interaction } from 'oidc-provider';

/** Adds what was just allowed to what this client was allowed before, and returns the grant's id. */
export async function grantConsent(provider: Provider, interaction: Interaction): Promise<string> {
  const { session, params, grantId } = interaction;
  if (!session) throw new errors.SessionNotFound('nobody is signed in');
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = known ?? new provider.Grant({ accountId: session.accountId, clientId: String(params.client_id) });
  const { missingOIDCScope, missingOIDCClaims } = interaction.prompt.details;
  if (isListOfText(missingOIDCScope)) grant.addOIDCScope(missingOIDCScope.join(' '));
  if (isListOfText(missingOIDCClaims)) grant.addOIDCClaims(missingOIDCClaims);
  return grant.save();
}

function isListOfText(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
