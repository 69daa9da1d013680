import type { Value } from '../routes/route.js';
import { authorize, registerApplication } from './authorization.js';
import { newMember, PASSWORD, signIn, uniqueName, type Member } from './member.js';

/** Below what one person may own, by as many as are used at once. */
const ENOUGH_HOMES = 12;

type Maker = (owner: Member, url: string) => Promise<Value> | Value;

/** What `{name}` in a row stands for. Each is made anew for each call, so that a call may use it up. */
const RESOURCES: Readonly<Record<string, Maker>> = {
  unique: () => uniqueName(),
  password: () => PASSWORD,
  owner: ({ id }) => id,
  'owner.email': ({ email }) => email,
  'owner.username': ({ username }) => username,
  workspace: newWorkspace,
  channel: newChannel,
  message: async (owner) => {
    const message = { channel_id: await newChannel(owner), body: 'Hello' };
    return idIn(await owner.do('POST', '/api/messages/', message), 'message_id');
  },
  conversation: async (owner) => {
    return idIn(await owner.do('POST', '/api/messages/', { to: [owner.id], body: 'Note' }), 'conversation_id');
  },
  group: async (owner) => {
    return idIn(await owner.do('POST', '/api/conversations', { name: 'Lunch', members: [owner.id] }), 'id');
  },
  home: newHome,
  device: async (owner) => {
    const lamp = { name: 'Lamp', type: 'action.devices.types.LIGHT', traits: ['action.devices.traits.OnOff'] };
    return idIn(await owner.do('POST', '/api/devices', { ...lamp, homeId: await newHome(owner) }), 'id');
  },
  webhook: async (owner) => {
    const lamp = { name: 'Lamp', type: 'action.devices.types.LIGHT', traits: ['action.devices.traits.OnOff'] };
    const called = { driver: 'http', driverSettings: { url: 'https://lamp.example.com/' } };
    return idIn(await owner.do('POST', '/api/devices', { ...lamp, ...called, homeId: await newHome(owner) }), 'id');
  },
  somebody: async (_owner, url) => (await newMember(url)).id,
  session: async (owner, url) => {
    await signIn(url, owner.email);
    const { body } = await owner.do('GET', '/api/sessions');
    const other = (body as { items: { id: string; isCurrent: boolean }[] }).items.find((each) => !each.isCurrent);
    return other?.id ?? '';
  },
  application: async (owner) => (await registerApplication(owner)).id,
  authorization: newAuthorization,
};

/** Puts resources of the owner's in the place of their names, wherever those stand. */
export async function withResources(value: Value, owner: Member, url: string): Promise<Value> {
  if (typeof value === 'string') return inText(value, owner, url);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Promise.all(value.map((each: Value) => withResources(each, owner, url)));
  const entries = Object.entries(value).map(async ([name, each]) => [name, await withResources(each, owner, url)]);
  return Object.fromEntries(await Promise.all(entries)) as Value;
}

/** Text that is nothing but a name becomes the resource itself, which may be a number. */
async function inText(text: string, owner: Member, url: string): Promise<Value> {
  const [whole, name] = /\{([\w.]+)\}/.exec(text) ?? [];
  if (whole === undefined || name === undefined) return text;
  const make = RESOURCES[name];
  if (!make) throw new Error(`There is no resource "${name}"`);
  const made = await make(owner, url);
  return whole === text ? made : text.replace(whole, made as string);
}

async function newWorkspace(owner: Member): Promise<Value> {
  return idIn(await owner.do('POST', '/api/workspaces/', { name: 'Team' }), 'workspace_id');
}

/** Nobody may own many; the oldest goes when another is needed. */
async function newHome(owner: Member): Promise<Value> {
  const { body } = await owner.do('GET', '/api/homes');
  const { items } = body as { items: { id: string }[] };
  if (items.length >= ENOUGH_HOMES) await owner.do('DELETE', `/api/homes/${items[0]?.id ?? ''}`);
  return idIn(await owner.do('POST', '/api/homes', { name: 'Home' }), 'id');
}

async function newChannel(owner: Member): Promise<Value> {
  const channel = { workspace_id: await newWorkspace(owner), name: 'general', is_private: false };
  return idIn(await owner.do('POST', '/api/channels/', channel), 'channel_id');
}

async function newAuthorization(owner: Member, url: string): Promise<string> {
  await authorize(await registerApplication(owner), owner, url);
  const { body } = await owner.do('GET', '/o/authorized_tokens');
  return (body as { items: { id: string }[] }).items.at(-1)?.id ?? '';
}

function idIn({ body }: { body: unknown }, name: string): string | number {
  const id = (body as Record<string, string | number | undefined>)[name];
  if (id === undefined) throw new Error(`An answer has no ${name}: ${JSON.stringify(body)}`);
  return id;
}
