import { MAX_BODY_LENGTH, NOTIFICATION_KINDS } from '@atrium/contracts';

import { frame, type FrameDescription, type SocketDescription } from './frame.js';
import {
  count,
  email,
  flag,
  id,
  instant,
  listOf,
  nullable,
  object,
  oneOf,
  seedTime,
  text,
  uuid,
} from './json-schema.js';

const clientId = {
  type: 'string',
  pattern: '^[A-Za-z0-9_-]{1,64}$',
  description: 'Chosen by the sender; makes sending idempotent',
};
const body = { type: 'string', minLength: 1, maxLength: MAX_BODY_LENGTH };
const status = oneOf('online', 'idle', 'offline');

/** One of the two names the conversation: a channel's number, or a UUID outside workspaces. */
const place = { 'channel_id?': nullable(id), 'conversation_id?': uuid };
const entry = { ...place, seq: id };
/** Whether everything since the given place follows, with how many events, or why not. */
const recovery = { recovered: flag, 'count?': count, 'reason?': oneOf('too_far', 'epoch_changed') };

/** Protocol v2 on every socket. */
const FROM_CLIENT: readonly FrameDescription[] = [
  frame('ping', 'Asks for a pong', { 't?': { type: 'number' } }),
  frame('auth', 'Brings a renewed access token of the same session', { token: text }),
];

const FROM_SUITE: readonly FrameDescription[] = [
  frame('hello', 'v2: the connection stands', {
    v: count,
    conn: text,
    ping_ms: count,
    expires_at: instant,
    server_time: instant,
  }),
  frame('pong', 'v2: the answer to a ping, with the newest place of each joined conversation', {
    't?': { type: 'number' },
    'heads?': { type: 'object', additionalProperties: count },
  }),
  frame('auth_expiring', 'v2: the access token is about to run out', { expires_at: instant }),
  frame('auth_ok', 'v2: the renewed token holds', { expires_at: instant }),
  frame('going_away', 'v2: this gateway stops; come back after a while', { retry_after_ms: count }),
  frame('error', 'What was wrong with a frame; the socket stays open unless `fatal`', {
    code: text,
    message: text,
    'ref?': text,
    'retry_after_ms?': count,
    'fatal?': flag,
  }),
];

const message = object({ id: uuid, sender_email: email, body: text, created_at: seedTime });
const activity = object({
  id,
  actor_email: email,
  type: text,
  ref_id: { anyOf: [id, text] },
  summary: text,
  created_at: seedTime,
});

const chat: SocketDescription = {
  path: '/ws/chat/',
  summary: 'Messages of the conversations that a client joins',
  fromClient: [
    frame('join_channel', 'Follow a conversation, with `since` from a place on', {
      ...place,
      'since?': count,
      'epoch?': text,
      'req?': text,
    }),
    frame('resume', 'Follow many conversations again, each from its place on', {
      channels: { type: 'object', additionalProperties: count },
      'epochs?': { type: 'object', additionalProperties: text },
      'req?': text,
    }),
    frame('leave_channel', 'Follow a conversation no longer', place),
    frame('send_message', 'Post a message', { ...place, body, 'client_id?': clientId, 'reply_to?': uuid }),
    frame('mark_read', 'Everything up to this place was seen', { ...place, seq: count }),
    frame('typing', 'This person is writing', place),
  ],
  fromSuite: [
    frame('new_message', 'A post; its fields beside `message` are v2', {
      message,
      'channel_id?': nullable(id),
      'conversation_id?': uuid,
      'seq?': id,
      'client_id?': text,
      'reply_to?': uuid,
      'is_deleted?': flag,
    }),
    frame('joined', 'v2: the conversation is followed from here on', {
      ...place,
      head: count,
      epoch: text,
      ...recovery,
      'req?': text,
    }),
    frame('resumed', 'v2: every conversation of a resume was answered', { 'req?': text }),
    frame('ack', 'v2: the message is stored for good', {
      ...place,
      client_id: clientId,
      message_id: uuid,
      seq: id,
      created_at: seedTime,
      duplicate: flag,
    }),
    frame('message_updated', 'v2: a message has another body', {
      ...entry,
      message_id: uuid,
      actor_email: email,
      body: text,
      edited_at: seedTime,
    }),
    frame('message_deleted', 'v2: a message was taken back', {
      ...entry,
      message_id: uuid,
      actor_email: email,
      deleted_at: seedTime,
    }),
    frame('reaction', 'v2: an emoji came to a message, or went', {
      ...entry,
      message_id: uuid,
      actor_email: email,
      emoji: text,
      action: oneOf('added', 'removed'),
      created_at: seedTime,
    }),
    frame('read_marker', 'v2: this person read on, on this device or another', {
      ...place,
      seq: count,
      unread: count,
      mentions: count,
    }),
    frame('typing', 'v2: somebody else is writing', { ...place, user_email: email }),
    frame('left_channel', 'v2: this conversation is not open to this person any more', { ...place, reason: text }),
  ],
};

const feedHead = { head: count, ...recovery };

const activityFeed: SocketDescription = {
  path: '/ws/activity/',
  summary: 'What happens in a workspace',
  fromClient: [
    frame('subscribe', 'Follow a workspace, with `since` from a place on', { workspace_id: id, 'since?': count }),
  ],
  fromSuite: [
    frame('subscribed', 'v2: the feed is followed from here on', { workspace_id: id, ...feedHead }),
    frame('unsubscribed', 'v2: this workspace is not open to this person any more', { workspace_id: id, reason: text }),
    frame('activity_update', 'A line of the feed', { activity, 'workspace_id?': id, 'seq?': id }),
  ],
};

const presence: SocketDescription = {
  path: '/ws/presence/',
  summary: 'Who is here',
  fromClient: [
    frame('heartbeat', 'This person is here; every 25 to 30 seconds', {
      status,
      'idle_ms?': count,
      'device?': text,
      'watch?': listOf(text),
    }),
  ],
  fromSuite: [
    frame('presence_update', 'Somebody came, went, or fell idle', {
      user_email: email,
      status,
      'last_active?': nullable(instant),
      'rev?': count,
    }),
    frame('presence_state', 'v2: where everybody is, after the first heartbeat', {
      users: listOf(object({ user_email: email, status, last_active: nullable(instant), rev: count })),
      rev: count,
    }),
  ],
};

const notifications: SocketDescription = {
  path: '/ws/notifications/',
  summary: 'What is meant for this person',
  fromClient: [
    frame('subscribe', 'Follow, with `since` from a place on', { 'since?': count }),
    frame('ack_notification', 'This one and all before it are read', { seq: count }),
  ],
  fromSuite: [
    frame('subscribed', 'v2: notifications are followed from here on', feedHead),
    frame('notification', 'Something happened that is meant for this person', {
      message: text,
      'id?': id,
      'seq?': id,
      'kind?': oneOf(...NOTIFICATION_KINDS),
      'actor_email?': nullable(email),
      'workspace_id?': nullable(id),
      'channel_id?': nullable(id),
      'conversation_id?': nullable(uuid),
      'message_id?': nullable(uuid),
      'invitation_id?': nullable(uuid),
      'is_withdrawn?': flag,
      'is_read?': flag,
      'created_at?': seedTime,
    }),
    frame('notifications_acknowledged', 'v2: notifications up to this place are read', { seq: count, unread: count }),
  ],
};

const devices: SocketDescription = {
  path: '/ws/devices/',
  summary: 'How the devices are in the homes of this person',
  fromClient: [
    frame('subscribe', 'Follow a home, or all; `since` has the versions of devices that are known', {
      'home_id?': uuid,
      'since?': { type: 'object', additionalProperties: count },
    }),
  ],
  fromSuite: [
    frame('subscribed', 'These homes are followed from here on', { home_ids: listOf(uuid) }),
    frame('device_update', 'How a device is; of two the one with the higher version counts', {
      home_id: uuid,
      device_id: uuid,
      state: { type: 'object' },
      online: flag,
      version: id,
    }),
    frame('unsubscribed', 'This home is not open to this person any more', { home_id: uuid, reason: text }),
  ],
};

/** The suite's sockets, frame by frame. Frames of protocol v2 reach only clients that asked for it. */
export const SOCKETS: readonly SocketDescription[] = [chat, activityFeed, presence, notifications, devices].map(
  (socket) => ({
    ...socket,
    fromClient: [...socket.fromClient, ...FROM_CLIENT],
    fromSuite: [...socket.fromSuite, ...FROM_SUITE],
  }),
);
