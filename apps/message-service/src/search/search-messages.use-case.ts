import { Injectable } from '@nestjs/common';
import { toSeedTime, type FoundMessage, type FoundMessages, type SearchMessagesRequest } from '@atrium/contracts';
import { isRefusal } from '@atrium/rpc';

import { Recipients } from '../conversation/recipients.js';
import { Addresses } from '../directory/addresses.js';
import { toHighlight } from './highlight.js';
import { fromCursor, placeOfNow, toCursor } from './search-cursor.js';
import { SearchRepository, type FoundPage, type SearchPlace } from './search.repository.js';

const NOTHING: FoundMessages = { items: [], next: null };

/** Searches everything that somebody may see. What they may not see is as if it were not there. */
@Injectable()
export class SearchMessages {
  constructor(
    private readonly search: SearchRepository,
    private readonly recipients: Recipients,
    private readonly addresses: Addresses,
  ) {}

  async execute(userId: string, request: SearchMessagesRequest): Promise<FoundMessages> {
    const place = request.cursor === undefined ? placeOfNow(Date.now()) : fromCursor(request.cursor);
    const senderId = request.from === undefined ? null : await this.senderOf(request.from);
    if (senderId === undefined) return NOTHING;
    const { query, limit, channelId = null, conversationId = null } = request;
    const [after, before] = [dateOf(request.after), dateOf(request.before)];
    const wanted = { userId, query, channelId, conversationId, senderId, after, before };
    const found = await this.search.find(wanted, place, limit + 1);
    return { items: await this.present(found, limit), next: nextOf(found, place, limit) };
  }

  /** Undefined when there is nobody of that name, who cannot have written anything. */
  private async senderOf(name: string): Promise<string | undefined> {
    try {
      return (await this.recipients.find([name]))[0];
    } catch (error) {
      if (isRefusal(error, 'USER_NOT_FOUND')) return undefined;
      throw error;
    }
  }

  private async present({ rows }: FoundPage, limit: number): Promise<FoundMessage[]> {
    const emailOf = await this.addresses.of(rows, ({ senderId, senderEmail }) => [senderId, senderEmail]);
    return rows.slice(0, limit).map((row) => ({
      id: row.id,
      sender_email: emailOf(row),
      body: row.body,
      created_at: toSeedTime(row.createdAt),
      conversation_id: row.conversationId,
      channel_id: row.channelId,
      seq: row.seq,
      highlight: toHighlight(row.headline),
    }));
  }
}

/** The rest of this block, or else the next one. */
function nextOf({ rows, nextBelow }: FoundPage, { below }: SearchPlace, limit: number): string | null {
  const last = rows[limit - 1];
  if (rows.length > limit && last) return toCursor({ below, last: { rank: last.rank, id: last.id } });
  return nextBelow === null ? null : toCursor({ below: nextBelow, last: null });
}

function dateOf(moment: string | undefined): Date | null {
  if (moment === undefined) return null;
  // Without an offset it is UTC, as a day is anyway.
  return new Date(/T.*[\d.]$/.test(moment) && !/[+-]\d\d:\d\d$/.test(moment) ? `${moment}Z` : moment);
}
