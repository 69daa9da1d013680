import type { Refusal, ReportedStates } from './synced-homes.ts';

/** A call as it came in, and the status it was answered with. */
export interface HomeGraphCall {
  readonly method: 'requestSync' | 'reportStateAndNotification' | 'sync';
  readonly agentUserId: string;
  readonly states: Readonly<Record<string, ReportedStates>>;
  readonly notifications: Readonly<Record<string, object>>;
  readonly eventId: string | undefined;
  readonly isAsync: boolean;
  readonly status: number;
}

const FIELDS: Readonly<Record<HomeGraphCall['method'], readonly string[]>> = {
  requestSync: ['agentUserId', 'async'],
  reportStateAndNotification: ['requestId', 'agentUserId', 'eventId', 'payload'],
  sync: ['requestId', 'agentUserId'],
};

/** Reads a body as the API's types have it; says what is wrong with it otherwise. */
export function readCall(
  method: HomeGraphCall['method'],
  body: unknown,
): { call: Omit<HomeGraphCall, 'status'> } | { refusal: Refusal } {
  if (!isObject(body)) return invalid('the body is no object');
  const stray = Object.keys(body).find((name) => !FIELDS[method].includes(name));
  if (stray !== undefined) return invalid(`Unknown name "${stray}"`);
  const { agentUserId, payload = {}, eventId, async: isAsync = false } = body;
  if (typeof agentUserId !== 'string' || agentUserId === '') return invalid('agentUserId is required');
  const devices = isObject(payload) ? (payload.devices ?? {}) : undefined;
  if (!isObject(devices)) return invalid('payload.devices is no object');
  const { states = {}, notifications = {} } = devices;
  if (!isMapOfObjects(states) || !isMapOfObjects(notifications)) return invalid('states are objects by device');
  if (method === 'reportStateAndNotification' && Object.keys({ ...states, ...notifications }).length === 0) {
    return invalid('payload is empty');
  }
  if (Object.keys(notifications).length > 0 && typeof eventId !== 'string') return invalid('eventId is required');
  return {
    call: {
      method,
      agentUserId,
      states,
      notifications,
      eventId: typeof eventId === 'string' ? eventId : undefined,
      isAsync: isAsync === true,
    },
  };
}

function invalid(message: string): { refusal: Refusal } {
  return { refusal: { status: 400, message: `Invalid JSON payload: ${message}` } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMapOfObjects(value: unknown): value is Record<string, Record<string, unknown>> {
  return isObject(value) && Object.values(value).every(isObject);
}
