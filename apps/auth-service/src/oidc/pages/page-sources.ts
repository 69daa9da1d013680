import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';

import { deviceCodePage, deviceConfirmPage, deviceConnectedPage } from './device.pages.js';
import { errorPage } from './error.page.js';
import { logoutPage, signedOutPage } from './logout.pages.js';

type Features = NonNullable<Configuration['features']>;

/** The device flow (RFC 8628) with pages of ours. */
export const deviceFlow: Features['deviceFlow'] = {
  enabled: true,
  charset: 'base-20',
  mask: '****-****',
  userCodeInputSource: (ctx, form, _out, error) => {
    if (error && isUnsaved(ctx.oidc.session)) return beginAnew(ctx);
    const xsrf = /name="xsrf" value="([0-9a-f]*)"/.exec(form)?.[1] ?? '';
    send(ctx, deviceCodePage(ctx.oidc.urlFor('code_verification'), xsrf, error && faultOf(error.name)));
  },
  userCodeConfirmSource: (ctx, form, client, _deviceInfo, userCode) => {
    send(ctx, deviceConfirmPage(client.clientName ?? client.clientId, userCode, form));
  },
  successSource: (ctx) => {
    send(ctx, deviceConnectedPage(ctx.oidc.client?.clientName ?? 'The application'));
  },
};

/** RP-initiated logout with pages of ours. */
export const rpInitiatedLogout: Features['rpInitiatedLogout'] = {
  enabled: true,
  logoutSource: (ctx, form) => {
    send(ctx, logoutPage(form));
  },
  postLogoutSuccessSource: (ctx) => {
    send(ctx, signedOutPage());
  },
};

/** What a person sees of an error that cannot be told to the client. */
export const renderError: NonNullable<Configuration['renderError']> = (
  ctx,
  { error, error_description: description },
) => {
  send(ctx, errorPage(error, description));
};

function send(ctx: KoaContextWithOIDC, html: string): void {
  ctx.type = 'html';
  ctx.body = html;
}

function isUnsaved(session: KoaContextWithOIDC['oidc']['session']): boolean {
  return typeof session?.exp !== 'number';
}

/**
 * A form of a session that is over, or never was: the library would put a secret for the next form into a session that
 * it cannot store, and fail.
 */
function beginAnew(ctx: KoaContextWithOIDC): void {
  Object.assign(ctx.oidc.session ?? {}, { touched: false });
  ctx.status = 303;
  ctx.redirect(ctx.oidc.urlFor('code_verification'));
}

function faultOf(name: string): string {
  if (name === 'AbortedError') return 'You cancelled. Enter a code to try again.';
  if (name === 'AlreadyUsedError') return 'This code has been used already.';
  if (name === 'ExpiredError') return 'This code has expired. Your device can show a new one.';
  return 'This code is not right. Try again.';
}
