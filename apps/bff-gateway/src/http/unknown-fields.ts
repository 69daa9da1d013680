const DROPS_UNKNOWN_FIELDS = Symbol('DROPS_UNKNOWN_FIELDS');

/**
 * For what clients send to the back ends that came before Atrium, which dropped the fields they did not know. Anywhere
 * else an unknown field is refused: whoever sends one expects something of it.
 */
export const DropUnknownFields = (): ClassDecorator => (dto) => {
  Reflect.defineMetadata(DROPS_UNKNOWN_FIELDS, true, dto);
};

/** Whether a class of requests, or one that it extends, is marked with {@link DropUnknownFields}. */
export function dropsUnknownFields(dto: object): boolean {
  return Reflect.getMetadata(DROPS_UNKNOWN_FIELDS, dto) === true;
}
