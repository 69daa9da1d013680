import type { Family } from './family.js';
import { person, socket } from './route.js';

/** Workspaces, channels and their messages. */
export const workspaces: Family = {
  name: 'workspaces',
  errors: 'status',
  unknownFields: 'dropped',
  routes: [
    person('GET /api/workspaces', { scope: 'workspaces:read' }),
    person('POST /api/workspaces', { body: { name: 'Team', description: 'Ours' }, scope: 'workspaces:write' }),
    person('GET /api/channels', { query: { workspace_id: '{workspace}' }, scope: 'workspaces:read' }),
    person('POST /api/channels', {
      body: { workspace_id: '{workspace}', name: '{unique}', is_private: false },
      scope: 'workspaces:write',
    }),
    person('GET /api/messages', { query: { channel_id: '{channel}', limit: 10 }, scope: 'messages:read' }),
    person('POST /api/messages', { body: { channel_id: '{channel}', body: 'Hello' }, scope: 'messages:write' }),
    person('GET /api/messages/:id', { params: { id: '{message}' }, scope: 'messages:read' }),
    person('PATCH /api/messages/:id', {
      params: { id: '{message}' },
      body: { body: 'Hello all' },
      scope: 'messages:write',
    }),
    person('DELETE /api/messages/:id', { params: { id: '{message}' }, scope: 'messages:write' }),
    person('POST /api/messages/:id/reactions', {
      params: { id: '{message}' },
      body: { emoji: '👍' },
      ok: 200,
      scope: 'messages:write',
    }),
    person('DELETE /api/messages/:id/reactions', {
      params: { id: '{message}' },
      body: { emoji: '👍' },
      ok: 200,
      scope: 'messages:write',
    }),
    person('POST /api/activities', { body: { workspace_id: '{workspace}' }, ok: 200, scope: 'workspaces:read' }),
  ],
};

/** What is refused is refused before the upgrade, over HTTP. */
export const sockets: Family = {
  name: 'sockets',
  errors: 'status',
  unknownFields: 'dropped',
  routes: [socket('/ws/chat')],
};
