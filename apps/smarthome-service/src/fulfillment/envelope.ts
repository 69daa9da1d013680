/** What stands around every intent, as far as it is there. */
export interface Envelope {
  readonly requestId: string;
  /** The one input; undefined unless there is exactly one. */
  readonly input: { readonly intent?: unknown; readonly payload?: unknown } | undefined;
}

/** Reads what Google sent, which may be anything. */
export function readEnvelope(message: unknown): Envelope {
  const { requestId, inputs } = isObject(message) ? message : {};
  const [input] = Array.isArray(inputs) && inputs.length === 1 ? (inputs as unknown[]) : [];
  return {
    requestId: typeof requestId === 'string' ? requestId : '',
    input: isObject(input) ? input : undefined,
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
