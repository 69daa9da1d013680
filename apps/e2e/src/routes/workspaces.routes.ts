import type { Family } from './family.js';
import { open, person, socket } from './route.js';

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
    person('POST /api/metrics/messages-per-day', {
      body: { workspace_id: '{workspace}', time_zone: 'Europe/Berlin' },
      ok: 200,
      scope: 'workspaces:read',
    }),
    person('POST /api/metrics/active-users', {
      body: { workspace_id: '{workspace}', minutes: 15 },
      ok: 200,
      scope: 'workspaces:read',
    }),
  ],
};

const WORKSPACE = { id: '{workspace}' };
const CHANNEL = { id: '{channel}' };
const READ = { scope: 'workspaces:read' } as const;
const WRITE = { scope: 'workspaces:write' } as const;
/** Of no invitation. */
const UNKNOWN_TOKEN = { token: 'x'.repeat(43) };
const UNKNOWN_INVITATION = { invitation: '01932b5e-0000-7000-8000-000000000000' };

/** What stands beneath one workspace. Its only member is its owner, who can neither leave nor be taken out. */
export const ownWorkspaces: Family = {
  name: 'single workspaces',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    person('GET /api/workspaces/:id', { params: WORKSPACE, ...READ }),
    person('PATCH /api/workspaces/:id', { params: WORKSPACE, body: { name: 'Crew', is_archived: false }, ...WRITE }),
    person('DELETE /api/workspaces/:id', { params: WORKSPACE, ...WRITE }),
    person('POST /api/workspaces/:id/leave', { params: WORKSPACE, ok: 409, ...WRITE }),
    person('POST /api/workspaces/:id/transfer', {
      params: WORKSPACE,
      body: { user_id: '{owner}' },
      ok: 204,
      ...WRITE,
    }),
    person('GET /api/workspaces/:id/members', { params: WORKSPACE, query: { limit: 10 }, ...READ }),
    person('PATCH /api/workspaces/:id/members/:user', {
      params: { ...WORKSPACE, user: '{owner}' },
      body: { role: 'owner' },
      ...WRITE,
    }),
    person('DELETE /api/workspaces/:id/members/:user', {
      params: { ...WORKSPACE, user: '{owner}' },
      ok: 409,
      ...WRITE,
    }),
    person('GET /api/workspaces/:id/invitations', { params: WORKSPACE, query: { limit: 10 }, ...READ }),
    person('POST /api/workspaces/:id/invitations', {
      params: WORKSPACE,
      body: { email: '{unique}@example.com', role: 'member' },
      ...WRITE,
    }),
    person('DELETE /api/workspaces/:id/invitations/:invitation', {
      params: { ...WORKSPACE, ...UNKNOWN_INVITATION },
      ok: 404,
      ...WRITE,
    }),
    person('GET /api/workspaces/:id/metrics/channels', { params: WORKSPACE, query: { limit: 10 }, ...READ }),
    person('GET /api/workspaces/:id/metrics/members', { params: WORKSPACE, query: { limit: 10 }, ...READ }),
  ],
};

/** What stands beneath one channel. */
export const ownChannels: Family = {
  name: 'single channels',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    person('GET /api/channels/:id', { params: CHANNEL, ...READ }),
    person('PATCH /api/channels/:id', { params: CHANNEL, body: { name: 'random', is_private: true }, ...WRITE }),
    person('POST /api/channels/:id/join', { params: CHANNEL, ok: 204, ...WRITE }),
    person('POST /api/channels/:id/leave', { params: CHANNEL, ok: 204, ...WRITE }),
    person('GET /api/channels/:id/members', { params: CHANNEL, query: { limit: 10 }, ...READ }),
    person('POST /api/channels/:id/members', { params: CHANNEL, body: { user_id: '{owner}' }, ok: 204, ...WRITE }),
    person('DELETE /api/channels/:id/members/:user', { params: { ...CHANNEL, user: '{owner}' }, ...WRITE }),
  ],
};

/** Invitations as those see them who are invited; nobody is here. */
export const invitations: Family = {
  name: 'invitations',
  errors: 'problem',
  unknownFields: 'refused',
  routes: [
    person('GET /api/invitations', READ),
    person('POST /api/invitations/accept', { body: UNKNOWN_TOKEN, ok: 404, ...WRITE }),
    person('POST /api/invitations/:invitation/accept', { params: UNKNOWN_INVITATION, ok: 404, ...WRITE }),
    person('POST /api/invitations/:invitation/decline', { params: UNKNOWN_INVITATION, ok: 404, ...WRITE }),
    open('GET /invitations/accept', { query: UNKNOWN_TOKEN }),
  ],
};

/** What is refused is refused before the upgrade, over HTTP. */
export const sockets: Family = {
  name: 'sockets',
  errors: 'status',
  unknownFields: 'dropped',
  routes: ['/ws/chat', '/ws/activity', '/ws/presence', '/ws/notifications', '/ws/devices'].map((path) => socket(path)),
};
