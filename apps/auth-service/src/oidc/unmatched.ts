import type Provider from 'oidc-provider';

import { errorPage } from './pages/error.page.js';

/** Says in the provider's own way that a path or a method does not exist, which the library says in bare text. */
export function addUnmatched(provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.status !== 404 || ctx.body !== undefined) return;
    const description = 'there is nothing here';
    const isForPeople = ctx.accepts('json', 'html') === 'html';
    ctx.status = 404;
    ctx.body = isForPeople
      ? errorPage('invalid_request', description)
      : { error: 'invalid_request', error_description: description };
  });
}
