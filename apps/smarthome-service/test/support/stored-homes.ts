import { randomUUID } from 'node:crypto';

import type { TraitState } from '@atrium/google-home';
import { type Database, statement, type Transaction, type UnitOfWork } from '@atrium/persistence';

import type { DeviceDirectory } from '../../src/device/device-directory.js';

export const ON_OFF = 'action.devices.traits.OnOff';
export const BRIGHTNESS = 'action.devices.traits.Brightness';
export const TRAITS = [ON_OFF, BRIGHTNESS];

const ADD_HOME = statement(
  'test-add-home',
  `INSERT INTO home (id, owner_id, name, rooms, bridge_id, created_at)
   VALUES ($1::uuid, $2, 'Home', '{}', $1::uuid::text, now())`,
);
const ADD_MEMBER = statement(
  'test-add-member',
  `INSERT INTO home_member (home_id, user_id, role, added_at) VALUES ($1, $2, 'owner', now())`,
);
const ADD_DEVICE = statement(
  'test-add-device',
  `INSERT INTO device (id, owner_id, home_id, name, type, traits, state, created_at)
   VALUES ($1, $2, $3, 'Lamp', 'action.devices.types.LIGHT', $4, $5, now())`,
);
const SET_STATE = statement('test-set-state', 'UPDATE device SET state = $2, is_online = $3 WHERE id = $1');
const REMOVE = statement('test-remove-device', 'DELETE FROM device WHERE id = $1');
const STATES = statement<{ id: string; traits: string[]; state: TraitState; isOnline: boolean; willReport: boolean }>(
  'test-states',
  `SELECT device.id, traits, state, is_online AS "isOnline", will_report_state AS "willReport"
   FROM device JOIN home_member member ON member.home_id = device.home_id
   WHERE member.user_id = $1 AND device.id = ANY($2)`,
);

/** Homes and devices as they stand in the tables, without what else the service does about them. */
export class StoredHomes {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async addHome(...userIds: readonly string[]): Promise<string> {
    const homeId = randomUUID();
    await this.database.rows(ADD_HOME, [homeId, userIds[0]]);
    for (const userId of userIds) await this.database.rows(ADD_MEMBER, [homeId, userId]);
    return homeId;
  }

  async addDevice(ownerId: string, homeId: string, state: TraitState = { on: false, brightness: 0 }): Promise<string> {
    const id = randomUUID();
    await this.database.rows(ADD_DEVICE, [id, ownerId, homeId, TRAITS, JSON.stringify(state)]);
    return id;
  }

  /** Changes a state, and does what goes with it in the same transaction. */
  async change(
    id: string,
    { state, isOnline = true }: { state: TraitState; isOnline?: boolean },
    also: (tx: Transaction) => Promise<void>,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.database.rows(SET_STATE, [id, JSON.stringify(state), isOnline], tx);
      await also(tx);
    });
  }

  async remove(id: string): Promise<void> {
    await this.database.rows(REMOVE, [id]);
  }

  /** Finds devices as the service's own directory does. */
  readonly directory = {
    findForUser: async (userId: string, ids: readonly string[]) => {
      const rows = await this.database.rows(STATES, [userId, ids]);
      const found = rows.map(({ id, traits, state, isOnline, willReport: willReportState }) => {
        const type = 'action.devices.types.LIGHT';
        return [id, { id, type, traits, attributes: {}, willReportState, isOnline, state }] as const;
      });
      return new Map(found);
    },
  } as unknown as DeviceDirectory;
}
