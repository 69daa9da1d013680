import type { StoredPost } from '../message-store.js';
import type { LegacyMember } from './legacy-member.js';
import type { ReliableMember } from './reliable-member.js';

/** Every way in which what clients saw differs from what is stored; empty when nothing was lost, doubled or invented. */
export function differences(
  stored: readonly StoredPost[],
  members: readonly ReliableMember[],
  legacy: readonly LegacyMember[],
): string[] {
  return [
    ...logFaults(stored),
    ...inventions(stored, members),
    ...members.flatMap((member) => memberFaults(stored, member)),
    ...legacy.flatMap((member) => member.connections.flatMap((frames) => legacyFaults(stored, frames))),
  ];
}

function logFaults(stored: readonly StoredPost[]): string[] {
  return stored.flatMap(({ seq }, index) => (seq === index + 1 ? [] : [`place ${index + 1} of the log holds ${seq}`]));
}

/** Each message was given to a client to send, and is there once. */
function inventions(stored: readonly StoredPost[], members: readonly ReliableMember[]): string[] {
  const given = new Set(members.flatMap((member) => member.given));
  const bodies = stored.map(({ body }) => body);
  return [
    ...bodies.filter((body) => !given.has(body)).map((body) => `nobody sent "${body}"`),
    ...bodies.filter((body, index) => bodies.indexOf(body) !== index).map((body) => `"${body}" is stored twice`),
  ];
}

function memberFaults(stored: readonly StoredPost[], { name, changes, promises, faults }: ReliableMember): string[] {
  const seen = changes.map((change) => (change.kind === 'posted' ? `${change.seq} ${change.message.id}` : change.kind));
  const expected = stored.map(({ seq, id }) => `${seq} ${id}`);
  const broken = promises.filter(
    ({ messageId, seq, body }) =>
      !stored.some((post) => post.id === messageId && post.seq === seq && post.body === body),
  );
  const first = expected.findIndex((place, index) => seen[index] !== place);
  return [
    ...faults.map((fault) => `${name} ${fault}`),
    ...broken.map(({ body }) => `"${body}" was acknowledged and is not stored so`),
    ...(first < 0 ? [] : [`${name} has ${String(seen[first])} where ${String(expected[first])} stands`]),
    ...(seen.length > expected.length ? [`${name} heard more than there is`] : []),
  ];
}

/** A legacy client gets the README's bytes and no others, each message once in a connection, in order. */
function legacyFaults(stored: readonly StoredPost[], frames: readonly string[]): string[] {
  const places = new Map(stored.map((post) => [legacyFrame(post), post.seq]));
  const heard = frames.filter((frame) => !isPassingError(frame));
  const strange = heard.filter((frame) => !places.has(frame));
  const order = heard.flatMap((frame) => places.get(frame) ?? []);
  return [
    ...strange.map((frame) => `a legacy client got ${frame}`),
    ...order.flatMap((seq, index) =>
      index > 0 && seq <= (order[index - 1] ?? 0)
        ? [`a legacy client got ${seq} after ${String(order[index - 1])}`]
        : [],
    ),
  ];
}

function legacyFrame({ id, senderEmail, body, createdAt }: StoredPost): string {
  const message = { id, sender_email: senderEmail, body, created_at: createdAt };
  return JSON.stringify({ type: 'new_message', message });
}

/** A join may fail while services are away; the client is told. */
function isPassingError(frame: string): boolean {
  return frame.startsWith('{"type":"error"') && /"code":"(unavailable|internal|rate_limited)"/.test(frame);
}
