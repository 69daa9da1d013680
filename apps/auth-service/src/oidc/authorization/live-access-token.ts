import type Provider from 'oidc-provider';
import type { AccessToken } from 'oidc-provider';

/** The access token, unless it, its grant, its session or its client is over. */
export async function findLiveAccessToken(provider: Provider, value: string): Promise<AccessToken | undefined> {
  const token = await provider.AccessToken.find(value);
  if (!token?.isValid || token.clientId === undefined) return undefined;
  const grant = await provider.Grant.find(token.grantId);
  if (grant?.clientId !== token.clientId || grant.accountId !== token.accountId) return undefined;
  return (await provider.Client.find(token.clientId)) ? token : undefined;
}
