import { Global, Module, type DynamicModule } from '@nestjs/common';
import { KeyRing } from '@atrium/secrets';

import type { SmarthomeServiceConfig } from './config.js';
import { WebhookSettings } from './driver/http/webhook-client.js';
import { MqttSettings } from './driver/mqtt/mqtt-settings.js';
import { HomeLimits } from './home/home-limits.js';
import { HistoryRetention } from './state/history-retention.js';
import { Clock } from './time/clock.js';

/** Hands each feature the part of the configuration that concerns it, and everybody the time. */
@Global()
@Module({})
export class SettingsModule {
  static forConfig(config: SmarthomeServiceConfig, clock: Clock): DynamicModule {
    const providers = [
      { provide: Clock, useValue: clock },
      { provide: KeyRing, useValue: new KeyRing(config.ENCRYPTION_KEYS) },
      { provide: HomeLimits, useValue: new HomeLimits(config.DEVICES_PER_USER) },
      { provide: MqttSettings, useValue: new MqttSettings(config.MQTT_URL) },
      { provide: WebhookSettings, useValue: new WebhookSettings(config.HTTP_DEVICES_PRIVATE) },
      { provide: HistoryRetention, useValue: new HistoryRetention(config.DEVICE_HISTORY_DAYS) },
    ];
    return { module: SettingsModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}
