import { Injectable } from '@nestjs/common';

import { DeviceUnreachable, type DeviceOrder, type Driver, type SendResult } from '../driver.js';
import { AnnouncedConfig } from './announced-config.js';
import { componentOf } from './announcement.js';
import { MqttConnection } from './mqtt-connection.js';
import { MqttEntityRepository } from './mqtt-entity.repository.js';

/** Commands devices on the MQTT broker. One that tells its state confirms by doing so; another is believed. */
@Injectable()
export class MqttDriver implements Driver {
  constructor(
    private readonly entities: MqttEntityRepository,
    private readonly connection: MqttConnection,
  ) {}

  async send({ device, nextState }: DeviceOrder): Promise<SendResult> {
    const entity = await this.entities.findOfDevice(device.id);
    if (!entity) throw new DeviceUnreachable('The device has not announced itself');
    const config = new AnnouncedConfig(entity.config);
    const component = componentOf(entity.component);
    for (const { topic, payload } of component.messages(config, nextState)) {
      await this.connection.publish(topic, payload, config.is('retain'));
    }
    const isTold = component.stateTopics(config).length > 0 && !config.is('optimistic');
    return isTold ? 'pending' : 'confirmed';
  }
}
