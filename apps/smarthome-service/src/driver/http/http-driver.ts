import { Injectable, Logger } from '@nestjs/common';
import { CommandRefused } from '@atrium/google-home';
import { z } from 'zod';

import { DeviceSecretBox } from '../../device/device-secret-box.js';
import { DeviceRepository } from '../../device/device.repository.js';
import { Clock } from '../../time/clock.js';
import { DeviceUnreachable, type DeviceOrder, type Driver, type SendResult } from '../driver.js';
import { httpSettings } from '../driver-settings.js';
import { WebhookClient, type WebhookAnswer } from './webhook-client.js';
import { signatureOf } from './webhook-signature.js';

const FAILURE = 'hardError';
const refusal = z.object({ errorCode: z.string().regex(/^[a-zA-Z]{1,50}$/) });

/**
 * Posts commands to devices, signed. 200 says that it is done, 202 that a report will follow, 4xx that it cannot be
 * done, with Google's `errorCode` if the device knows one; anything else that the device is away.
 */
@Injectable()
export class HttpDriver implements Driver {
  private readonly logger = new Logger(HttpDriver.name);

  constructor(
    private readonly devices: DeviceRepository,
    private readonly secrets: DeviceSecretBox,
    private readonly client: WebhookClient,
    private readonly clock: Clock,
  ) {}

  async send({ id, device, command, params, nextState }: DeviceOrder): Promise<SendResult> {
    const { url } = httpSettings.parse(device.driverSettings);
    const { sealedSecret } = (await this.devices.secretsOf(device.id)) ?? {};
    if (!sealedSecret) throw new DeviceUnreachable('The device has no secret');
    const timestamp = String(this.clock.now().getTime());
    const body = JSON.stringify({ commandId: id, deviceId: device.id, command, params, states: nextState });
    const signature = signatureOf(this.secrets.open(device.id, sealedSecret), timestamp, body);
    const headers = { 'x-atrium-timestamp': timestamp, 'x-atrium-signature': signature };
    return resultOf(await this.client.post(url, body, headers).catch((error: unknown) => this.away(device.id, error)));
  }

  private away(device: string, err: unknown): never {
    this.logger.warn({ msg: 'an HTTP device did not answer', device, err });
    throw new DeviceUnreachable('The device did not answer', { cause: err });
  }
}

function resultOf({ status, body }: WebhookAnswer): SendResult {
  if (status === 202) return 'pending';
  if (status >= 200 && status < 300) return 'confirmed';
  if (status >= 400 && status < 500) throw new CommandRefused(errorCodeIn(body) ?? FAILURE);
  throw new DeviceUnreachable(`The device answered ${status}`);
}

function errorCodeIn(body: string): string | undefined {
  try {
    return refusal.safeParse(JSON.parse(body)).data?.errorCode;
  } catch {
    return undefined;
  }
}
