import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { counter, latencyHistogram } from '@atrium/observability';

import { HomeGraphAccess } from './homegraph-access.js';
import { HomeGraphFault, kindOfStatus } from './homegraph-fault.js';
import { HomeGraphSettings } from './homegraph-settings.js';

/** States by device. */
export type States = Readonly<Record<string, object>>;

/** What is to be said of devices, with the id of the event. */
export interface Notice {
  readonly eventId: string;
  readonly notifications: Readonly<Record<string, object>>;
}

const requests = counter('homegraph_requests_total', 'Calls of Google’s HomeGraph', ['call', 'outcome']);
const durations = latencyHistogram('homegraph_request_duration_seconds', 'Time HomeGraph took to answer', ['call']);

/** Google's HomeGraph API. Every call rejects with {@link HomeGraphFault}. */
@Injectable()
export class HomeGraphClient {
  constructor(
    private readonly settings: HomeGraphSettings,
    private readonly access: HomeGraphAccess,
  ) {}

  /** Has Google ask again which devices somebody has. Google queues it, so that a wrong one need not be refused. */
  async requestSync(agentUserId: string): Promise<void> {
    await this.post('devices:requestSync', { agentUserId, async: true });
  }

  /** Tells the states of devices, each trait's as a whole, and what is to be said of them. */
  async report(agentUserId: string, states: States, notice?: Notice): Promise<void> {
    const devices = { states, ...(notice ? { notifications: notice.notifications } : {}) };
    await this.post('devices:reportStateAndNotification', {
      requestId: randomUUID(),
      agentUserId,
      ...(notice ? { eventId: notice.eventId } : {}),
      payload: { devices },
    });
  }

  /** The devices that Google knows of somebody; rejects as `unknown` when they are not linked. */
  async syncedDevices(agentUserId: string): Promise<Set<string>> {
    const answer = await this.post('devices:sync', { requestId: randomUUID(), agentUserId });
    const { payload } = answer as { payload?: { devices?: { id: string }[] } };
    return new Set(payload?.devices?.map(({ id }) => id));
  }

  private async post(call: string, body: object): Promise<unknown> {
    const end = durations.startTimer({ call });
    let outcome = 'ok';
    try {
      return await this.send(call, body);
    } catch (error) {
      outcome = error instanceof HomeGraphFault ? error.kind : 'transient';
      throw error;
    } finally {
      end();
      requests.inc({ call, outcome });
    }
  }

  private async send(call: string, body: object): Promise<unknown> {
    const response = await this.fetch(call, body, await this.access.token());
    const text = await response.text().catch(() => '');
    if (response.ok) return parse(text);
    if (response.status === 401) this.access.renew();
    const { error } = parse(text) as { error?: { message?: string } };
    const message = `HomeGraph answered ${response.status}: ${error?.message ?? text.slice(0, 200)}`;
    throw new HomeGraphFault(kindOfStatus(response.status), message, response.status, retryAfterOf(response));
  }

  private async fetch(call: string, body: object, token: string): Promise<Response> {
    try {
      return await fetch(`${this.settings.url}/${call}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(this.settings.timings.timeout),
      });
    } catch (error) {
      throw new HomeGraphFault('transient', `HomeGraph does not answer: ${String(error)}`);
    }
  }
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** Seconds by RFC 9110, section 10.2.3; a date is not used here. */
function retryAfterOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}
