import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@atrium/testing';

import { LiveSuite } from './support/live-suite.js';
import type { Person } from './support/person.js';

const ON_OFF = 'action.devices.traits.OnOff';
const PROBLEM = /^application\/problem\+json/;

interface Listed {
  readonly items: readonly { readonly id: string }[];
  readonly next: string | null;
}

describe('homes and devices', () => {
  let suite: LiveSuite;
  let alice: Person;
  let bob: Person;
  let bobsId: string;
  let homeId: string;
  let deviceId: string;

  beforeAll(async () => {
    suite = await LiveSuite.start();
    alice = await suite.signUp('alice', 'Alice');
    bob = await suite.signUp('bob', 'Bob');
    bobsId = (await bob.http.get<{ id: string }>('/auth/me/')).body.id;
  });

  afterAll(() => suite.stop());

  it('are made', async () => {
    const home = await alice.http.post<{ id: string }>('/api/homes', { name: 'Cottage' });
    expect(home).toMatchObject({ status: 201, body: { name: 'Cottage', rooms: [], role: 'owner', mqttPrefix: null } });
    homeId = home.body.id;
    const lamp = { homeId, name: 'Lamp', type: 'action.devices.types.LIGHT', traits: [ON_OFF], room: 'Hall' };
    const device = await alice.http.post<{ id: string }>('/api/devices/', lamp);
    expect(device).toMatchObject({ status: 201, body: { ...lamp, driver: 'virtual', secret: null, isOnline: true } });
    deviceId = device.body.id;
    const { body } = await alice.http.get<Listed>('/api/devices?limit=1');
    expect(body).toMatchObject({ items: [{ id: deviceId }], next: deviceId });
    const rest = await alice.http.get<Listed>(`/api/devices?limit=1&after=${deviceId}`);
    expect(rest.body).toEqual({ items: [], next: null });
  });

  it('obey, and remember', async () => {
    const commands = [{ command: 'action.devices.commands.OnOff', params: { on: true } }];
    const run = await alice.http.post(`/api/devices/${deviceId}/commands`, { commands });
    expect(run).toMatchObject({ status: 200, body: { status: 'SUCCESS', states: { on: true } } });
    const state = await alice.http.get(`/api/devices/${deviceId}/state`);
    expect(state.body).toMatchObject({ isOnline: true, state: { on: true }, version: 2 });
    const history = await alice.http.get(`/api/devices/${deviceId}/history`);
    expect(history.body).toMatchObject({
      items: [{ version: 2, cause: 'command', changes: { on: true } }],
      next: null,
    });
  });

  it('tell the workspace of their owner’s choice', async () => {
    const workspace = await alice.http.post<{ workspace_id: number }>('/api/workspaces/', {
      name: 'Neighbours',
      description: '',
    });
    const { workspace_id } = workspace.body;
    const theirs = await bob.http.patch(`/api/homes/${homeId}`, { activityWorkspaceId: workspace_id });
    expect(theirs.status).toBe(404);
    const told = await alice.http.patch(`/api/homes/${homeId}`, { activityWorkspaceId: workspace_id });
    expect(told).toMatchObject({ status: 200, body: { activityWorkspaceId: workspace_id } });
    const traits = ['action.devices.traits.LockUnlock'];
    const door = { homeId, name: 'Front door', type: 'action.devices.types.LOCK', traits };
    const device = await alice.http.post<{ id: string }>('/api/devices/', door);
    const commands = [{ command: 'action.devices.commands.LockUnlock', params: { lock: false } }];
    await alice.http.post(`/api/devices/${device.body.id}/commands`, { commands });
    await eventually(async () => {
      const feed = await alice.http.post('/api/activities/', { workspace_id, limit: 10 });
      expect(JSON.stringify(feed.body)).toContain('Front door was unlocked');
    });
    await alice.http.delete(`/api/devices/${device.body.id}`);
  });

  it('are shared by role', async () => {
    const path = `/api/homes/${homeId}/members/${bobsId}`;
    await expect(bob.http.get(`/api/devices/${deviceId}`)).resolves.toMatchObject({ status: 404 });
    await expect(alice.http.put(path, { role: 'viewer' })).resolves.toMatchObject({ status: 200 });
    await expect(bob.http.get(`/api/devices/${deviceId}`)).resolves.toMatchObject({
      status: 200,
      body: { role: 'viewer' },
    });
    await expect(bob.http.patch(`/api/devices/${deviceId}`, { name: 'Mine' })).resolves.toMatchObject({ status: 403 });
    await expect(bob.http.delete(path)).resolves.toMatchObject({ status: 204 });
    await expect(bob.http.get(`/api/devices/${deviceId}/history`)).resolves.toMatchObject({ status: 404 });
  });

  it.each([
    ['an unknown field', { name: 'A', colour: 'red' }, 'colour'],
    ['an empty name', { name: '' }, 'name'],
  ])('are refused with %s', async (_, body, field) => {
    const refused = await alice.http.post('/api/homes', body);
    expect(refused).toMatchObject({ status: 400, body: { errors: { [field]: [expect.any(String)] } } });
    expect(refused.headers.get('content-type')).toMatch(PROBLEM);
  });

  it('are nobody’s without a token, and gone when removed', async () => {
    await expect(suite.stranger().get(`/api/devices/${deviceId}`)).resolves.toMatchObject({ status: 401 });
    await expect(alice.http.patch(`/api/homes/${homeId}`, { name: 'Villa' })).resolves.toMatchObject({
      status: 200,
      body: { name: 'Villa' },
    });
    await expect(alice.http.delete(`/api/homes/${homeId}`)).resolves.toMatchObject({ status: 204 });
    await expect(alice.http.get(`/api/devices/${deviceId}`)).resolves.toMatchObject({ status: 404 });
  });
});
