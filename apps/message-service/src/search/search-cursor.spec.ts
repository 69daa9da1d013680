import { expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';

import { fromCursor, placeOfNow, toCursor } from './search-cursor.js';

const place = { below: uuidv7(), last: { rank: 0.060792710632085800170898, id: uuidv7() } };

it('A cursor carries a place unchanged', () => {
  for (const one of [place, { ...place, last: null }]) expect(fromCursor(toCursor(one))).toEqual(one);
  expect(toCursor(place).length).toBeLessThanOrEqual(200);
});

it.each(['', 'nonsense', Buffer.from(`${place.below} much ${place.below}`).toString('base64url')])(
  'refuses the cursor %j',
  (cursor) => {
    expect(() => fromCursor(cursor)).toThrow(expect.objectContaining({ code: 'VALIDATION_FAILED' }));
  },
);

it('A search begins above everything that is stored by now', () => {
  expect(placeOfNow(Date.now()).below > uuidv7()).toBe(true);
});
