/** The short forms of the keys that are read here, as Home Assistant's MQTT discovery defines them. */
const KEYS: Readonly<Record<string, string>> = {
  avty: 'availability',
  avty_mode: 'availability_mode',
  avty_t: 'availability_topic',
  avty_tpl: 'availability_template',
  bri_cmd_t: 'brightness_command_topic',
  bri_scl: 'brightness_scale',
  bri_stat_t: 'brightness_state_topic',
  bri_val_tpl: 'brightness_value_template',
  clr_temp_cmd_t: 'color_temp_command_topic',
  clr_temp_stat_t: 'color_temp_state_topic',
  clr_temp_val_tpl: 'color_temp_value_template',
  cmd_t: 'command_topic',
  curr_temp_t: 'current_temperature_topic',
  curr_temp_tpl: 'current_temperature_template',
  dev: 'device',
  dev_cla: 'device_class',
  ent_cat: 'entity_category',
  max_mirs: 'max_mireds',
  min_mirs: 'min_mireds',
  mode_cmd_t: 'mode_command_topic',
  mode_stat_t: 'mode_state_topic',
  mode_stat_tpl: 'mode_state_template',
  obj_id: 'object_id',
  opt: 'optimistic',
  pct_cmd_t: 'percentage_command_topic',
  pct_stat_t: 'percentage_state_topic',
  pct_val_tpl: 'percentage_value_template',
  pl_avail: 'payload_available',
  pl_cls: 'payload_close',
  pl_lock: 'payload_lock',
  pl_not_avail: 'payload_not_available',
  pl_off: 'payload_off',
  pl_on: 'payload_on',
  pl_open: 'payload_open',
  pl_unlk: 'payload_unlock',
  pos_clsd: 'position_closed',
  pos_open: 'position_open',
  pos_t: 'position_topic',
  pos_tpl: 'position_template',
  ret: 'retain',
  rgb_cmd_t: 'rgb_command_topic',
  rgb_stat_t: 'rgb_state_topic',
  rgb_val_tpl: 'rgb_value_template',
  set_pos_t: 'set_position_topic',
  spd_rng_max: 'speed_range_max',
  spd_rng_min: 'speed_range_min',
  stat_clsd: 'state_closed',
  stat_jam: 'state_jammed',
  stat_locked: 'state_locked',
  stat_off: 'state_off',
  stat_on: 'state_on',
  stat_open: 'state_open',
  stat_t: 'state_topic',
  stat_unlocked: 'state_unlocked',
  stat_val_tpl: 'state_value_template',
  sup_clrm: 'supported_color_modes',
  t: 'topic',
  temp_cmd_t: 'temperature_command_topic',
  temp_stat_t: 'temperature_state_topic',
  temp_stat_tpl: 'temperature_state_template',
  temp_unit: 'temperature_unit',
  uniq_id: 'unique_id',
  unit_of_meas: 'unit_of_measurement',
  val_tpl: 'value_template',
};

const DEVICE_KEYS: Readonly<Record<string, string>> = {
  hw: 'hw_version',
  ids: 'identifiers',
  mdl: 'model',
  mf: 'manufacturer',
  sa: 'suggested_area',
  sw: 'sw_version',
};

type Plain = Readonly<Record<string, unknown>>;

/** An announcement with the keys' long forms, and `~` replaced by the base topic at either end of topics. */
export function expand(announcement: Plain): Plain {
  const base = announcement['~'];
  const long = renamed(announcement, KEYS);
  const { device, availability } = long;
  return withBase(
    {
      ...long,
      ...(isPlain(device) ? { device: renamed(device, DEVICE_KEYS) } : {}),
      ...(Array.isArray(availability)
        ? { availability: availability.filter(isPlain).map((one) => withBase(renamed(one, KEYS), base)) }
        : {}),
    },
    base,
  );
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function renamed(fields: Plain, names: Readonly<Record<string, string>>): Plain {
  const entries = Object.entries(fields).map(([key, value]) => [names[key] ?? key, value] as const);
  return Object.fromEntries(entries);
}

function withBase(fields: Plain, base: unknown): Plain {
  if (typeof base !== 'string') return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      key.endsWith('topic') && typeof value === 'string'
        ? value.replace(/^~|~$/g, base.replaceAll('$', '$$$$'))
        : value,
    ]),
  );
}
