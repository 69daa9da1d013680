import { expect, it } from '@jest/globals';

import { toActivityView } from './activity.view.js';

const LISTED = {
  id: '9007199254740991',
  actorEmail: 'john@example.com',
  type: 'message_sent',
  refId: '5',
  summary: 'John sent a message in #general',
  createdAt: new Date('2025-01-15T11:00:00.999Z'),
};

it('shows an activity with numbers for numbers and a moment to the second', () => {
  expect(toActivityView(LISTED)).toEqual({
    id: 9_007_199_254_740_991,
    actor_email: 'john@example.com',
    type: 'message_sent',
    ref_id: 5,
    summary: 'John sent a message in #general',
    created_at: '2025-01-15T11:00:00',
  });
});

it('leaves a reference that is a UUID as it is', () => {
  const refId = '01932b5e-0000-7000-8000-000000000000';
  expect(toActivityView({ ...LISTED, refId }).ref_id).toBe(refId);
});
