import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '@atrium/service';

import type { BffConfig } from '../config.js';
import { ACCESS_COOKIE } from '../identity/access-token.js';
import { describeAsyncApi } from './asyncapi/asyncapi.js';

/**
 * Serves the API's description at `/api/openapi.json` and a page to read and try it at `/api/docs`; that of the sockets
 * and events at `/api/asyncapi.json`.
 */
export function publishDocs(app: NestFastifyApplication, { PUBLIC_URL }: BffConfig): void {
  const settings = new DocumentBuilder()
    .setTitle('Atrium')
    .setDescription(
      'Accounts, workspaces, messages and smart home behind one address. A trailing slash is optional. Sockets: `/api/asyncapi.json`.',
    )
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer(PUBLIC_URL)
    .addBearerAuth()
    .addCookieAuth(ACCESS_COOKIE)
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, settings), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Atrium API',
  });
  const asyncApi = JSON.stringify(describeAsyncApi({ version: VERSION, publicUrl: PUBLIC_URL }));
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/asyncapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(asyncApi));
}
