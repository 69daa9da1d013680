import { describe, expect, it } from '@jest/globals';

import { WorkspaceSight } from './workspace-sight.js';

const ANYWHERE = { channelId: null, privateChannelId: null };
const PUBLIC = { channelId: 1, privateChannelId: null };
const PRIVATE = { channelId: 2, privateChannelId: 2 };

describe('what somebody may see of a workspace', () => {
  it('is all but private channels, for members', () => {
    const sight = new WorkspaceSight({ privateChannelIds: [] });
    expect([ANYWHERE, PUBLIC, PRIVATE].map((place) => sight.sees(place))).toEqual([true, true, false]);
    sight.enter(2);
    expect(sight.sees(PRIVATE)).toBe(true);
    sight.exit(2);
    expect(sight.sees(PRIVATE)).toBe(false);
  });

  it('is what happens in their own channels, for guests', () => {
    const sight = new WorkspaceSight({ privateChannelIds: [], onlyChannelIds: [] });
    expect([ANYWHERE, PUBLIC, PRIVATE].map((place) => sight.sees(place))).toEqual([true, false, false]);
    sight.enter(1);
    expect(sight.sees(PUBLIC)).toBe(true);
    sight.exit(1);
    expect(sight.sees(PUBLIC)).toBe(false);
  });
});
