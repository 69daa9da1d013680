import type { IncomingMessage, ServerResponse } from 'node:http';

/** What answers the HTTP requests that the gateway hands over. */
export abstract class HttpSurface {
  abstract handle(request: IncomingMessage, response: ServerResponse): void;
}
