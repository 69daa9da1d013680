import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';

import type { IdentityRepository } from '../account/identity.repository.js';
import { findLiveAccessToken } from './authorization/live-access-token.js';

/** What the middleware looks at and writes. */
type Context = Pick<KoaContextWithOIDC, 'method' | 'path' | 'query' | 'get' | 'set' | 'status' | 'body'>;

/**
 * Adds to RFC 7662 what django-oauth-toolkit's resource servers use: GET with `?token=`, a bearer token with the scope
 * `introspection` instead of client credentials, and the `username` in the answer.
 */
export function addIntrospectionShim(provider: Provider, identities: IdentityRepository): void {
  provider.use(async (ctx, next) => {
    if (!/^\/introspect\/?$/.test(ctx.path)) {
      await next();
      return;
    }
    const bearer = /^bearer (.+)$/i.exec(ctx.get('authorization'))?.[1];
    if (ctx.method === 'GET') await introspectByBearer(provider, ctx, bearer);
    else await next();
    const answer: unknown = ctx.body;
    if (isActive(answer)) ctx.body = { ...answer, username: (await identities.findActive(answer.sub))?.username };
  });
}

async function introspectByBearer(provider: Provider, ctx: Context, bearer: string | undefined): Promise<void> {
  ctx.set('cache-control', 'no-store');
  const caller = bearer === undefined ? undefined : await findLiveAccessToken(provider, bearer);
  if (!caller?.scopes.has('introspection')) {
    ctx.status = 403;
    ctx.body = { error: 'insufficient_scope' };
    return;
  }
  const { token: value } = ctx.query;
  if (typeof value !== 'string') {
    ctx.status = 400;
    ctx.body = { error: 'invalid_request', error_description: 'Token parameter is missing.' };
    return;
  }
  const token = await findLiveAccessToken(provider, value);
  ctx.body = token
    ? {
        active: true,
        scope: token.scope,
        client_id: token.clientId,
        sub: token.accountId,
        exp: token.exp,
        iat: token.iat,
        iss: provider.issuer,
        token_type: 'Bearer',
      }
    : { active: false };
}

function isActive(answer: unknown): answer is { active: true; sub: string } {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'active' in answer &&
    answer.active === true &&
    'sub' in answer &&
    typeof answer.sub === 'string'
  );
}
