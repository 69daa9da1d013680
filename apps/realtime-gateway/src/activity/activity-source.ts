import { followActivities, type ActivityView } from '@atrium/contracts';
import type { RpcClient } from '@atrium/rpc';
import pLimit from 'p-limit';

import type { Connection } from '../connection/connection.js';
import { FeedEvent, type EventPlace } from '../feed/feed-event.js';
import type { FeedPage, FeedSource } from '../feed/feed-source.js';

/** After a gap every socket reads for itself; workspace-service is not asked by all at once. */
const READS_AT_ONCE = 16;
const limit = pLimit(READS_AT_ONCE);

/** A workspace's stored feed, of which each reads what they may see. */
export class ActivitySource implements FeedSource {
  readonly isShared = false;

  constructor(
    private readonly rpc: RpcClient,
    private readonly workspaceId: number,
  ) {}

  async readAfter(after: number, reader: Connection | undefined): Promise<FeedPage> {
    if (!reader) throw new Error('A workspace feed is read for somebody');
    const request = { workspaceId: this.workspaceId, since: after };
    const { missed, head, isComplete } = await limit(() => this.rpc.call(followActivities, request, reader.caller));
    const events = missed.map(({ seq, activity }) => activityEvent(this.workspaceId, seq, activity));
    const upTo = isComplete ? Math.max(head, after) : (events.at(-1)?.seq ?? after);
    return { events, upTo, isComplete: isComplete || events.length === 0 };
  }
}

/** What clients are sent of one line of a feed. */
export function activityEvent(workspaceId: number, seq: number, activity: ActivityView, place?: EventPlace): FeedEvent {
  const frames = {
    legacy: () => ({ type: 'activity_update', activity }),
    v2: () => ({ type: 'activity_update', activity, workspace_id: workspaceId, seq }),
  };
  return new FeedEvent(seq, frames, place);
}
