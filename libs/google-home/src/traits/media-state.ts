import { defineTrait } from '../define-trait.js';

/** What a media player tells of itself. */
export const mediaState = defineTrait({
  name: 'MediaState',
  isQueryOnly: true,
  initialState: ({ supportActivityState, supportPlaybackState }) => ({
    ...(supportActivityState === true ? { activityState: 'INACTIVE' } : {}),
    ...(supportPlaybackState === true ? { playbackState: 'STOPPED' } : {}),
  }),
});
