import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** What an MQTT device announced of itself. */
@Entity({ name: 'mqtt_entity' })
@Index('mqtt_entity_topic', ['homeId', 'topic'], { unique: true })
export class MqttEntity {
  @PrimaryColumn('uuid', { name: 'device_id' })
  deviceId!: string;

  @Column('uuid', { name: 'home_id' })
  homeId!: string;

  /** Where it announced itself: `<prefix>/<component>/[<node>/]<object>/config`, without prefix and `/config`. */
  @Column('text')
  topic!: string;

  /** Home Assistant's kind of entity, for example `light`. */
  @Column('text')
  component!: string;

  /** The announcement with long keys. */
  @Column('jsonb')
  config!: Record<string, unknown>;
}
