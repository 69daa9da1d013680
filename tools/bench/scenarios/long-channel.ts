import type { Bench } from '../bench.ts';
import type { Scenario } from '../scenario.ts';
import { COMMON, LONG, longChannelOf, RARE } from '../suite/long-channel.ts';
import { answerOf } from './answer.ts';
import { measureHttp } from './http-window.ts';
import { measurementOf } from './measurement.ts';

const LISTED = 50;

/** The latest fifty of a million. */
export const listLongLatest = reading('list-1000000', 'GET /api/messages/ (latest 50 of 1,000,000)', (channelId) => ({
  path: `/api/messages/?channel_id=${channelId}&limit=${LISTED}`,
  count: LISTED,
}));

/** Fifty out of the middle of a million. */
export const listLongMiddle = reading('list-middle', 'GET /api/messages/ (50 amid 1,000,000)', (channelId) => ({
  path: `/api/messages/?channel_id=${channelId}&limit=${LISTED}&before=${LONG / 2}`,
  count: LISTED,
}));

/** A word that twenty of a million messages have. */
export const searchRare = reading('search-rare', 'GET /api/search, a rare word in 1,000,000', () => ({
  path: `/api/search?q=${RARE.word}&limit=20`,
  count: RARE.messages,
}));

/** A word that a hundred thousand of a million messages have. The answer's cursor tells when it was asked for. */
export const searchCommon = reading('search-common', 'GET /api/search, a common word in 1,000,000', () => ({
  path: `/api/search?q=${COMMON.word}&limit=20`,
  // A page ends where one of the other channels has not been read any further.
  count: 1,
  varies: true,
}));

function reading(
  name: string,
  title: string,
  requestOf: (channelId: number) => { readonly path: string; readonly count: number; readonly varies?: boolean },
): Scenario {
  return {
    name,
    title,
    unit: 'request',
    services: ['message-service'],
    async measure(bench: Bench) {
      const { path, count, varies = false } = requestOf(await longChannelOf(bench));
      const expectedBody = await answerOf(bench, path);
      const found = countOf(JSON.parse(expectedBody) as Answer);
      if (varies ? found < count : found !== count) throw new Error(`GET ${path} lists ${found} messages.`);
      const expected = varies ? {} : { expectedBody };
      return measurementOf(await measureHttp(bench, { method: 'GET', path, ...expected }));
    },
  };
}

interface Answer {
  readonly data?: readonly unknown[];
  readonly items?: readonly unknown[];
}

function countOf({ data, items }: Answer): number {
  return (data ?? items ?? []).length;
}
