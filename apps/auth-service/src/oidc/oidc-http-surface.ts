import type { IncomingMessage, ServerResponse } from 'node:http';

import { Injectable, Logger } from '@nestjs/common';
import { errors } from 'oidc-provider';

import { HttpSurface } from '../tunnel/http-surface.js';
import { InteractionPages } from './interaction/interaction-pages.js';
import { OidcProviders } from './oidc-providers.js';
import { errorPage } from './pages/error.page.js';
import { PAGE_HEADERS } from './pages/page.js';

const MOUNT = '/o';

/** Everything at `/o/`: pages of ours, the rest by the library. */
@Injectable()
export class OidcHttpSurface extends HttpSurface {
  private readonly logger = new Logger(OidcHttpSurface.name);

  constructor(
    private readonly providers: OidcProviders,
    private readonly interactions: InteractionPages,
  ) {
    super();
  }

  override handle(request: IncomingMessage & { originalUrl?: string }, response: ServerResponse): void {
    const url = withSlash(request.url ?? '/');
    for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
    if (!url.startsWith(`${MOUNT}/`)) {
      this.refuse(response, new errors.InvalidRequest('there is nothing here', 404));
      return;
    }
    const provider = this.providers.get();
    // The library knows paths below its mount point only, and finds that point by comparing the two.
    request.originalUrl = url;
    request.url = url.slice(MOUNT.length);
    if (/^\/interaction\/[\w-]+\/?(\?|$)/.test(request.url)) {
      this.interactions.handle(provider, request, response).catch((error: unknown) => this.refuse(response, error));
    } else {
      provider
        .callback()(request, response)
        .catch((error: unknown) => this.refuse(response, error));
    }
  }

  private refuse(response: ServerResponse, error: unknown): void {
    const isExpected = error instanceof errors.OIDCProviderError && error.expose;
    if (!isExpected) this.logger.error({ msg: 'oidc page failed', err: error });
    response.statusCode = isExpected ? error.statusCode : 500;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(isExpected ? errorPage(error.error, error.error_description) : errorPage('server_error'));
  }
}

/** Endpoints end with a slash; who leaves it out means the same. A POST could not be redirected. */
function withSlash(url: string): string {
  return url.replace(/^(\/o\/[\w-]+)(?=\?|$)/, '$1/');
}
