import type { Family } from './family.js';
import { person } from './route.js';

/** Conversations outside workspaces, and what is read and found in all of them. */
export const conversations: Family = {
  name: 'conversations',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    person('GET /api/conversations', { query: { limit: 10 }, scope: 'messages:read' }),
    // Anybody may write to anybody.
    person('POST /api/conversations', { body: { members: ['{owner}'] }, stranger: 201, scope: 'messages:write' }),
    person('GET /api/conversations/:id', { params: { id: '{conversation}' }, scope: 'messages:read' }),
    person('POST /api/conversations/:id/members', {
      params: { id: '{group}' },
      body: { members: ['{owner}'] },
      ok: 200,
      scope: 'messages:write',
    }),
    person('DELETE /api/conversations/:id/members/me', { params: { id: '{group}' }, scope: 'messages:write' }),
    person('DELETE /api/conversations/:id/members/:user', {
      params: { id: '{group}', user: '{owner}' },
      scope: 'messages:write',
    }),
    person('POST /api/conversations/:id/read', {
      params: { id: '{conversation}' },
      body: { seq: 0 },
      ok: 200,
      scope: 'messages:write',
    }),
    person('GET /api/search', { query: { q: 'hello', limit: 10 }, scope: 'messages:read' }),
  ],
};

const CHOICE = { mention: true, direct: true, reply: true, invitation: false };
const UNTIL = { until: '2999-01-01T00:00:00Z' };

/** What people are notified of, and of what they want to be. */
export const notifications: Family = {
  name: 'notifications',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    person('GET /api/notifications', { query: { unread: true, limit: 10 }, scope: 'messages:read' }),
    person('POST /api/notifications/read', { body: { up_to: 3 }, ok: 200, scope: 'messages:write' }),
    person('POST /api/notifications/read', { body: { ids: [1, 2] }, ok: 200, scope: 'messages:write' }),
    person('GET /api/notifications/preferences', { scope: 'messages:read' }),
    person('PUT /api/notifications/preferences', { body: CHOICE, scope: 'messages:write' }),
    person('PUT /api/conversations/:id/mute', {
      params: { id: '{conversation}' },
      body: UNTIL,
      scope: 'messages:write',
    }),
    person('DELETE /api/conversations/:id/mute', { params: { id: '{conversation}' }, scope: 'messages:write' }),
    person('PUT /api/channels/:id/mute', { params: { id: '{channel}' }, body: UNTIL, scope: 'messages:write' }),
    person('DELETE /api/channels/:id/mute', { params: { id: '{channel}' }, scope: 'messages:write' }),
  ],
};

/** The inbox of a back end before Atrium. */
export const inbox: Family = {
  name: 'inbox',
  errors: 'problem',
  unknownFields: 'dropped',
  routes: [person('POST /api/poll-messages', { body: { messagesRead: [] }, ok: 200, scope: 'messages:read' })],
};
