import { eventually } from '@atrium/testing';
import mqtt, { type MqttClient } from 'mqtt';

/** A device on the MQTT broker, played by a real client. */
export class MqttDevice {
  /** What it was told, oldest first. */
  readonly heard: { readonly topic: string; readonly payload: string }[] = [];

  private constructor(private readonly client: MqttClient) {
    client.on('message', (topic, payload) => this.heard.push({ topic, payload: payload.toString() }));
  }

  /** Connects with a last will if one is given: `[topic, payload]`. */
  static async connect(url: string, commandTopic: string, will?: readonly [string, string]): Promise<MqttDevice> {
    const options = will
      ? { will: { topic: will[0], payload: Buffer.from(will[1]), qos: 1 as const, retain: true } }
      : {};
    const device = new MqttDevice(await mqtt.connectAsync(url, { protocolVersion: 4, ...options }));
    await device.client.subscribeAsync(commandTopic, { qos: 1 });
    return device;
  }

  async say(topic: string, payload: string | object, retain = false): Promise<void> {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    await this.client.publishAsync(topic, text, { qos: 1, retain });
  }

  /** The newest message on a topic, once there is one. */
  async told(topic: string): Promise<string> {
    return eventually(() => {
      const last = this.heard.findLast((one) => one.topic === topic);
      if (!last) throw new Error(`Nothing on ${topic}`);
      return last.payload;
    });
  }

  /** Answers each message on a topic. */
  obey(topic: string, react: (payload: string) => void): void {
    this.client.on('message', (where, payload) => {
      if (where === topic) react(payload.toString());
    });
  }

  async leave(): Promise<void> {
    await this.client.endAsync();
  }

  /** Goes without a word, so that the broker tells the last will. */
  die(): void {
    this.client.stream.destroy();
    void this.client.endAsync(true);
  }
}
