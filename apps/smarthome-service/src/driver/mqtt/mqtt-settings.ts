/** The MQTT broker; without a URL there is none. */
export class MqttSettings {
  constructor(readonly url: string | undefined) {}
}
