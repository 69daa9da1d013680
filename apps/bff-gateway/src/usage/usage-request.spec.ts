import { expect, it } from '@jest/globals';

import { dailyRequestOf, listRequestOf } from './usage-request.js';

it.each([
  [{}, { limit: 50 }],
  [{ status: '404' }, { statusFrom: 404, statusTo: 404, limit: 50 }],
  [
    { status: '4xx', limit: 5 },
    { statusFrom: 400, statusTo: 499, limit: 5 },
  ],
  [{ from: '2025-01-15' }, { from: '2025-01-15T00:00:00.000Z', limit: 50 }],
  [{ to: '2025-01-15T10:30' }, { to: '2025-01-15T10:30:00.000Z', limit: 50 }],
  [{ to: '2025-01-15T10:30:00+02:00' }, { to: '2025-01-15T08:30:00.000Z', limit: 50 }],
])('the query %p asks for %p', (query, request) => {
  expect(listRequestOf(query)).toEqual(request);
});

it.each([
  [{}, { from: '2024-12-17', to: '2025-01-15' }],
  [{ to: '2024-03-01' }, { from: '2024-02-01', to: '2024-03-01' }],
  [{ from: '2025-01-01' }, { from: '2025-01-01', to: '2025-01-15' }],
])('the days of %p are %p', (query, request) => {
  expect(dailyRequestOf(query, new Date('2025-01-15T23:59:59Z'))).toEqual(request);
});
