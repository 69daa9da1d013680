import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';

import { Injectable } from '@nestjs/common';

import { ForbiddenAddress, isPublicAddress, publicLookup } from './address-guard.js';

const MAX_ANSWER_BYTES = 16_384;
/** A device that has not answered by then is away. */
const TIMEOUT_MS = 10_000;

/** Whether devices may be in private networks; only where everybody who adds devices may reach those. */
export class WebhookSettings {
  constructor(readonly arePrivateAddressesAllowed: boolean) {}
}

export interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
}

/** Posts to addresses that people have entered. Follows no redirect and reads 16 KiB at most. */
@Injectable()
export class WebhookClient {
  constructor(private readonly settings: WebhookSettings) {}

  /** Rejects when there is no answer in ten seconds, or with ForbiddenAddress. */
  post(target: string, body: string, headers: Readonly<Record<string, string>>): Promise<WebhookAnswer> {
    const url = new URL(target);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const isGuarded = !this.settings.arePrivateAddressesAllowed;
    if (isGuarded && isIP(host) !== 0 && !isPublicAddress(host)) {
      return Promise.reject(new ForbiddenAddress(`${host} is not on the public internet`));
    }
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      agent: false as const,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(isGuarded ? { lookup: publicLookup } : {}),
    };
    return new Promise((resolve, reject) => {
      const sending = request(url, options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > MAX_ANSWER_BYTES) response.destroy(new Error('The answer is too long'));
        });
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
      });
      sending.on('error', reject);
      sending.end(body);
    });
  }
}
